export { loadRemoteChat } from './load.ts';
export type { RemoteChat, RemoteChatOptions, SharedLibrary } from './load-remote-chat.ts';
export type { ReleasedChat, ReleasedChatOptions, RunningVersion } from './released/contract.ts';
export type { VerifySignature } from './released/registry.ts';
export { RemoteError, type RemoteErrorKind } from './remote-error.ts';
export { createRetry, type Retry, type RetryPolicy, type RetryState } from './retry.ts';
