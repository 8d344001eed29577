export { loadRemoteChat, type RemoteChat, type RemoteChatOptions, type SharedLibrary } from './load-remote-chat.ts';
export { RemoteError, type RemoteErrorKind } from './remote-error.ts';
export { createRetry, type Retry, type RetryPolicy, type RetryState } from './retry.ts';
