import { showChat } from './show-chat.ts';

showChat(document.getElementById('help'));
