/** The launcher's part of the catalogue, apart because the button is on the host's page long before the chat and its texts are. */
export const launcherEnglish = {
  'launcher.title': 'Support',
  'launcher.open': 'Open chat',
  'launcher.close': 'Close chat',
  'launcher.unread': { one: 'Open chat, {count} unread message', other: 'Open chat, {count} unread messages' },
  'launcher.loading': 'Opening the chat',
  'launcher.failed': 'The chat could not be loaded. Your conversations are safe on the server.',
  'launcher.again': 'Try again',
  'launcher.teaser': 'An offer of help',
  'launcher.dismiss': 'Dismiss',
} as const;
