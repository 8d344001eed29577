import { openShop } from './shop.jsx';
import { Chat } from './static-chat.tsx';

openShop(Chat);
