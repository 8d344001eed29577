import { Chat } from './chat.tsx';
import { openShop } from './shop.jsx';

openShop(Chat);
