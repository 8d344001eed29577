/**
 * The chat for a page without federation: one module script and one call, or the element `<ai-cs-agent>`.
 * `import { mount } from 'https://chat.example.com/embed.js'`.
 */
import { defineElement } from './element.ts';

export { defineElement } from './element.ts';
export * from './mount.ts';

defineElement('ai-cs-agent');
