import { aroundEnglish } from './around.ts';
import { deskEnglish } from './desk.ts';
import { launcherEnglish } from './launcher.ts';
import { listEnglish } from './list.ts';
import { personEnglish } from './person.ts';
import { transcriptEnglish } from './transcript.ts';

/** A sentence, or its forms by number: chosen by `count` with the rules of the language. */
export type Entry = string | { readonly one: string; readonly other: string };

/** Every string a person can see or hear. `{name}` is replaced by the parameter of that name. */
export const english = {
  // Header and menu
  'chat.title': 'Support',
  'chat.new': 'New conversation',
  'chat.close': 'Close conversation',
  'chat.rename': 'Rename conversation',
  'chat.menu': 'Conversation menu',
  'chat.back': 'Back to conversations',
  'chat.assistant': 'Assistant',
  'chat.subtitle.assistant': 'Answers from your help centre and your data',
  'chat.subtitle.agent': 'You are talking with {name}',
  'chat.subtitle.customer': 'Customer: {name}',
  'chat.subtitle.closed': 'Closed',
  'chat.rename.field': 'Title of the conversation',
  'chat.rename.save': 'Save',
  'chat.rename.cancel': 'Cancel',
  'chat.region': '{title} chat',
  'person.ask': 'Talk to a person',
  'person.ask.short': 'Person',
  'person.message': 'I would like to talk to a person.',

  // Composer
  'composer.label': 'Message',
  'composer.placeholder': 'Ask a question',
  'composer.placeholder.agent': 'Write to {name}',
  'composer.send': 'Send message',
  'composer.stop': 'Stop generating',
  'composer.left': { one: '{count} character left', other: '{count} characters left' },
  'composer.over': { one: '{count} too many', other: '{count} too many' },
  'composer.too-long': 'Too long. Nothing is lost: shorten it.',
  'composer.kept.session': 'Unsent messages are kept in this tab.',
  'composer.kept.device': 'Unsent messages are kept on this device.',
  'composer.kept.memory': 'Not kept: unsent messages are lost with this page.',
  'composer.hint': 'The assistant can be wrong. Check what matters.',

  // Empty state
  'empty.greeting': 'Hello, {name}',
  'empty.greeting.anonymous': 'Hello',
  'empty.sentence': 'Ask about your orders, stock, suppliers or settings. Answers come from the help centre and your own data.',
  'empty.questions': 'Questions to start with',
  'empty.question.1': 'Where is order 1042?',
  'empty.question.2': 'How do I set a reorder point?',
  'empty.question.3': 'Why did my listing price change?',
  'empty.question.4': 'How do I create an API key?',

  // Transcript
  'transcript.label': 'Conversation',
  'transcript.latest': 'Jump to latest',
  'transcript.latest.new': { one: '{count} new message', other: '{count} new messages' },
  'transcript.earlier': 'Loading earlier messages',
  'transcript.you': 'You',
  'transcript.today': 'Today',
  'transcript.yesterday': 'Yesterday',
  'message.thinking': 'Thinking…',
  'message.writing': 'Writing…',
  'message.copy': 'Copy answer',
  'message.copied': 'Copied',
  'message.up': 'Good answer',
  'message.down': 'Poor answer',
  'message.actions': 'About this answer',
  'message.again': 'Try again',
  'message.retry': 'Retry',
  'message.stopped': 'You stopped this answer.',
  'message.truncated': 'This answer reached its limit and was cut here; what you see is kept.',
  'message.interrupted': 'This answer was interrupted; what arrived is kept, and it can be tried again.',
  'message.failed': 'This answer could not be finished; your question is kept, and it can be tried again.',
  'message.queued': 'Waiting to send, goes by itself',
  'message.queued.rate': {
    one: 'Too many messages at once; kept, and sent in {count} second',
    other: 'Too many messages at once; kept, and sent in {count} seconds',
  },
  'message.sending': 'Sending…',
  'message.refused': 'Not sent. Your text is kept here.',
  'message.refused.reason': 'Not sent: {reason} Your text is kept here.',
  'message.refused.rate': {
    one: 'Too many messages at once. Your text is kept; it can be sent in {count} second.',
    other: 'Too many messages at once. Your text is kept; it can be sent in {count} seconds.',
  },
  'message.edit': 'Edit',
  'message.delete': 'Delete',
  'message.sources': 'Sources',
  'message.suggestions': 'Suggested replies',
  'message.image': 'Image not shown',
  'message.image.alt': 'Image not shown: {alt}',
  'message.person': '{name}, support team',
  'code.plain': 'Code',
  'code.copy': 'Copy code',
  'task.done': 'Done:',
  'task.open': 'To do:',
  'table.label': 'Table, can be scrolled sideways',
  'typing.person': '{name} is writing…',

  // State of the line
  'line.label': 'Connection',
  'line.connecting': 'Connecting…',
  'line.reconnecting': 'Reconnecting… What you write is kept.',
  'line.offline': 'You are offline. What you write is kept.',
  'line.away': 'No answer yet. What you write is kept.',
  'line.away.action': 'Try now',

  // Errors by name
  'error.signed-out': 'Your session has ended. What you wrote is kept; sign in again to go on.',
  'error.signed-out.action': 'Try again',
  'error.refused': 'This account may not open the chat here. Nothing was lost; ask your administrator for access.',
  'error.refused.action': 'Try again',
  'error.not-found': 'This conversation was not found, or is no longer yours to see. Your other conversations are safe.',
  'error.closed-elsewhere': 'This conversation was closed. Everything in it is kept.',
  'error.closed-elsewhere.reopen': 'Reopen',
  'error.rate-limited': {
    one: 'Too many messages at once. Your text is kept; try again in {count} second.',
    other: 'Too many messages at once. Your text is kept; try again in {count} seconds.',
  },
  'error.rate-limited.action': 'Try again',
  'error.offline': 'You are offline. Messages you send are kept and go out when you are back.',
  'error.server-away': 'The chat cannot be reached. Your conversations are safe on the server.',
  'error.server-away.action': 'Try again',
  'error.remote-failed': 'The chat ran into a fault and stopped. Your conversation is safe on the server.',
  'error.remote-failed.action': 'Reload the chat',
  'error.storage-off': 'This browser keeps nothing for this page: messages that are not sent yet are lost when you close it.',
  'error.storage-off.action': 'Got it',
  'error.command': 'That did not work: {reason} Nothing was changed.',
  'error.command.unknown': 'That did not work. Nothing was changed; try it again.',
  'error.dismiss': 'Dismiss',
  'error.not-connected': 'The chat is not connected to a server yet.',

  // The way to a person, and the end of a conversation
  ...personEnglish,

  // Said by the transcript, aloud and beside the messages
  ...transcriptEnglish,

  // List of conversations
  ...listEnglish,
  'list.all': 'All',
  'list.open': 'Open',
  'list.closed': 'Closed',
  'list.empty': 'No conversations yet. Ask something and it is kept here.',
  'list.empty.escalated': 'No one is waiting for a person.',
  'list.untitled': 'New conversation',
  'list.filters': 'Which conversations to show',
  'list.filter.waiting': 'Waiting',
  'list.start': 'Start a conversation',
  'list.empty.title': 'No conversations yet',
  'list.empty.line': 'Ask your first question. What you and the assistant say is kept here.',
  'list.empty.open.title': 'Nothing open',
  'list.empty.open.line': 'Every conversation is closed. Start a new one whenever you like.',
  'list.empty.closed.title': 'Nothing closed',
  'list.empty.closed.line': 'Conversations that are closed are kept here.',
  'list.empty.waiting.title': 'No one is waiting',
  'list.empty.waiting.line': 'Customers who ask for a person appear here at once.',
  'list.loading': 'Loading conversations',
  'list.stale': 'The server is not answering, so this list may be out of date.',
  'list.signed-out': 'Your session has ended. Your conversations are safe; sign in again to see them.',
  'list.said': '{name}: {text}',
  'list.no-answer': 'The answer could not be finished',
  'list.person.you': 'With you',
  'list.person.unnamed': 'With a person',
  'list.no-one': 'No one on duty',
  'list.chip.waiting': 'Waiting',
  'list.failed': 'The list could not be loaded. Your conversations are safe.',
  'list.retry': 'Try again',
  'list.more': 'Show more',
  'list.unread': { one: '{count} unread', other: '{count} unread' },
  'list.waiting': 'Waiting for a person',
  'list.person': 'With {name}',
  'list.message-left': 'Message left',
  'list.chip.closed': 'Closed',
  'list.you': 'You: {text}',
  'list.no-message': 'No messages yet',

  // Around the messages
  ...aroundEnglish,

  // Staff's desk
  ...deskEnglish,

  // Launcher and the demo page
  ...launcherEnglish,
  'demo.sources': 'Sources',
  'demo.sources.empty': 'Sources of the newest answer appear here.',
  'demo.claim': 'Take this conversation',
  'demo.escalated': 'Waiting for a person',
} as const satisfies Record<string, Entry>;

export type TextKey = keyof typeof english;
export type Catalogue = Readonly<Record<TextKey, Entry>>;
