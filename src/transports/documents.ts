/**
 * Every document this client sends, whole and fixed, so that a server may serve listed documents only.
 * A field that the events name alike but type differently has an alias, as GraphQL asks.
 * Variables are typed by `generated/operations.ts`, made from here and schema.graphql.
 */
const participant = 'fragment Participant on Participant { id role name avatarUrl }';
const userError = 'fragment UserError on UserError { code message retryable retryAfterMs }';
const message = `fragment Message on Message {
  id author { ...Participant } text state attempt clientMessageId runId createdSeq at
  sources { title url kind } suggestions rating error { ...UserError }
}`;
const escalation = `fragment Escalation on Escalation {
  id state reason requestedBy requestedAt transferReason opensAt agent { ...Participant }
  handover { summary items { key label value masked } }
}`;
const summary = `fragment Summary on ConversationSummary {
  id version organizationId title hit state lastActivityAt reopenableUntil unreadCount
  escalation { ...Escalation } customer { ...Participant } lastMessage { ...Message }
}`;
const event = `fragment Event on ConversationEvent {
  __typename seq at
  ... on MessageAdded { message { ...Message } }
  ... on MessageDelta { messageId attempt offset text }
  ... on MessageReset { messageId attempt runId resetReason: reason }
  ... on MessageFinished { messageId attempt state length sha256 sources { title url kind } suggestions error { ...UserError } }
  ... on ToolActivity { messageId label toolState: state }
  ... on MessageRated { messageId rating }
  ... on ConversationChanged { conversationState: state title satisfaction changedBy: actor { ...Participant } changeReason: reason reopenableUntil }
  ... on EscalationChanged { escalation { ...Escalation } actor { ...Participant } }
}`;
const eventPage = `fragment EventPage on EventPage {
  events { ...Event } head { epoch seq } caughtUp resync reconnectWithinMs
  live { id typing { ...Participant } read { participant { ...Participant } seq } queuePosition etaSeconds overdue }
}`;
const changePage = 'fragment ChangePage on ChangePage { changed { ...Summary } removed cursor resync totalUnread reconnectWithinMs }';
const snapshot = `fragment Snapshot on Conversation {
  id title state organizationId reopenableUntil notesId hasEarlier createdAt satisfaction unreadCount readSeq
  customer { ...Participant } escalation { ...Escalation } messages { ...Message } transitions { ...Event } head { epoch seq }
}`;

const ofMessage = [message, participant, userError];
const ofSummary = [summary, escalation, ...ofMessage];
const ofEvents = [eventPage, event, escalation, ...ofMessage];
const ofSnapshot = [snapshot, event, escalation, ...ofMessage];
const conversationPayload = [...ofSummary];

const join = (operation: string, fragments: readonly string[]): string => [operation, ...fragments].join('\n');
const viewer = 'id role name presence tokenExpiresInSeconds organizations { id name }';
const changed = 'conversation { ...Summary } head { epoch seq } deduplicated error { ...UserError }';
const said = 'message { ...Message } runId head { epoch seq } deduplicated error { ...UserError }';

export const documents = {
  Viewer: `query Viewer($userId: ID, $organizationId: ID) { viewer(userId: $userId, organizationId: $organizationId) { ${viewer} } }`,
  Snapshot: join(
    'query Snapshot($id: ID!, $lastMessages: Int!, $before: Int) { conversation(id: $id, lastMessages: $lastMessages, before: $before) { ...Snapshot } }',
    ofSnapshot,
  ),
  Conversations: join(
    `query Conversations($filter: ConversationFilter, $first: Int!, $after: String) {
  conversations(filter: $filter, first: $first, after: $after) { nodes { ...Summary } endCursor hasNextPage totalUnread }
}`,
    ofSummary,
  ),
  MessageAttempts: join(
    'query MessageAttempts($messageId: ID!) { messageAttempts(messageId: $messageId) { attempt text state sources { title url kind } } }',
    [],
  ),
  HandoverDraft:
    'query HandoverDraft($conversationId: ID!) { handoverDraft(conversationId: $conversationId) { summary items { key label value masked } } }',
  Escalations: join(
    `query Escalations($filter: EscalationFilter, $first: Int!, $after: String) {
  escalations(filter: $filter, first: $first, after: $after) { nodes { ...Summary } endCursor hasNextPage totalUnread }
}`,
    ofSummary,
  ),
  SavedAnswers: 'query SavedAnswers($search: String!, $first: Int!) { savedAnswers(search: $search, first: $first) { id title text } }',
  Colleagues: 'query Colleagues($organizationId: ID!) { colleagues(organizationId: $organizationId) { id name presence } }',
  Poll: join(
    `query Poll($conversation: PollPoint, $changesAfter: ID, $waitMs: Int!) {
  poll(conversation: $conversation, changesAfter: $changesAfter, waitMs: $waitMs) { conversation { ...EventPage } changes { ...ChangePage } }
}`,
    [changePage, summary, ...ofEvents],
  ),
  PollEvents: join(
    `query PollEvents($conversationId: ID!, $after: ResumePoint!, $liveId: ID, $waitMs: Int!) {
  conversationEvents(conversationId: $conversationId, after: $after, liveId: $liveId, waitMs: $waitMs) { ...EventPage }
}`,
    ofEvents,
  ),
  Changes: join('query Changes($after: ID, $waitMs: Int!) { conversationChanges(after: $after, waitMs: $waitMs) { ...ChangePage } }', [
    changePage,
    ...ofSummary,
  ]),
  FollowEvents: join(
    'subscription FollowEvents($conversationId: ID!, $after: ResumePoint!) { conversationEvents(conversationId: $conversationId, after: $after) { ...EventPage } }',
    ofEvents,
  ),
  FollowChanges: join('subscription FollowChanges($after: ID) { conversationChanges(after: $after) { ...ChangePage } }', [
    changePage,
    ...ofSummary,
  ]),
  StartConversation: join(
    `mutation StartConversation($input: StartConversationInput!) {
  payload: startConversation(input: $input) { conversation { ...Snapshot } runId head { epoch seq } deduplicated error { ...UserError } }
}`,
    ofSnapshot,
  ),
  SendMessage: join(`mutation SendMessage($input: SendMessageInput!) { payload: sendMessage(input: $input) { ${said} } }`, ofMessage),
  LeaveMessage: join(`mutation LeaveMessage($input: SendMessageInput!) { payload: leaveMessage(input: $input) { ${said} } }`, ofMessage),
  StopRun: join(
    'mutation StopRun($input: RunInput!) { payload: stopRun(input: $input) { run { id } head { epoch seq } deduplicated error { ...UserError } } }',
    [userError],
  ),
  RetryRun: join(
    'mutation RetryRun($input: RunInput!) { payload: retryRun(input: $input) { run { id } head { epoch seq } deduplicated error { ...UserError } } }',
    [userError],
  ),
  CloseConversation: join(
    `mutation CloseConversation($input: CloseConversationInput!) { payload: closeConversation(input: $input) { ${changed} } }`,
    conversationPayload,
  ),
  ReopenConversation: join(
    `mutation ReopenConversation($input: ConversationInput!) { payload: reopenConversation(input: $input) { ${changed} } }`,
    conversationPayload,
  ),
  RenameConversation: join(
    `mutation RenameConversation($input: RenameConversationInput!) { payload: renameConversation(input: $input) { ${changed} } }`,
    conversationPayload,
  ),
  RateMessage: join(
    'mutation RateMessage($input: RateMessageInput!) { payload: rateMessage(input: $input) { message { ...Message } head { epoch seq } deduplicated error { ...UserError } } }',
    ofMessage,
  ),
  RateConversation: join(
    `mutation RateConversation($input: RateConversationInput!) { payload: rateConversation(input: $input) { ${changed} } }`,
    conversationPayload,
  ),
  RequestHuman: join(
    `mutation RequestHuman($input: RequestHumanInput!) { payload: requestHuman(input: $input) { ${changed} } }`,
    conversationPayload,
  ),
  ReturnToAssistant: join(
    `mutation ReturnToAssistant($input: ConversationInput!) { payload: returnToAssistant(input: $input) { ${changed} } }`,
    conversationPayload,
  ),
  ClaimConversation: join(
    `mutation ClaimConversation($input: ConversationInput!) { payload: claimConversation(input: $input) { ${changed} } }`,
    conversationPayload,
  ),
  TransferConversation: join(
    `mutation TransferConversation($input: TransferInput!) { payload: transferConversation(input: $input) { ${changed} } }`,
    conversationPayload,
  ),
  SuggestReply: join(
    'mutation SuggestReply($input: ConversationInput!) { suggestReply(input: $input) { text sources { title url kind } error { ...UserError } } }',
    [userError],
  ),
  MarkRead: join(
    `mutation MarkRead($conversationId: ID!, $seq: Int!) { payload: markRead(conversationId: $conversationId, seq: $seq) { ${changed} } }`,
    conversationPayload,
  ),
  SetTyping: 'mutation SetTyping($conversationId: ID!, $typing: Boolean!) { setTyping(conversationId: $conversationId, typing: $typing) }',
  SetPresence: `mutation SetPresence($presence: Presence!) { setPresence(presence: $presence) { ${viewer} } }`,
} as const;

export type DocumentName = keyof typeof documents;
