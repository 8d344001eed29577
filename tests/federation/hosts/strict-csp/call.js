import { mount } from 'https://chat.example.com/esm/embed.js';
import { nonce } from './nonce.js';

mount(document.getElementById('help'), { height: 560 }, { nonce });
