import { loadRemoteChat } from './host/index.ts';
import { nonce } from './nonce.js';

const chat = loadRemoteChat({ manifest: 'https://chat.example.com/isolated/mf-manifest.json', name: 'ai_cs_agent_isolated' });
const { mount } = await chat.ready();
mount(document.getElementById('help'), { height: 560 }, { nonce });
