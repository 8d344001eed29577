// Generated from schema.graphql by scripts/codegen.ts. Change the schema, then run `npm run codegen`.
import type * as Types from './schema.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { RequestContext } from '../resolvers/context.ts';
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };


export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Types.Maybe<TTypes> | Promise<Types.Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  ConversationEvent:
    | ( Types.MessageAdded )
    | ( Types.MessageDelta )
    | ( Types.MessageReset )
    | ( Types.MessageFinished )
    | ( Types.ToolActivity )
    | ( Types.MessageRated )
    | ( Types.ConversationChanged )
    | ( Types.EscalationChanged )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  DateTime: ResolverTypeWrapper<Types.Scalars['DateTime']['output']>;
  UUID: ResolverTypeWrapper<Types.Scalars['UUID']['output']>;
  ResumePoint: Types.ResumePoint;
  ID: ResolverTypeWrapper<Types.Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Types.Scalars['Int']['output']>;
  LogHead: ResolverTypeWrapper<Types.LogHead>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  String: ResolverTypeWrapper<Types.Scalars['String']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Boolean: ResolverTypeWrapper<Types.Scalars['Boolean']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  EventPage: ResolverTypeWrapper<Omit<Types.EventPage, 'events'> & { events: Array<ResolversTypes['ConversationEvent']> }>;
  LiveState: ResolverTypeWrapper<Types.LiveState>;
  ReadMark: ResolverTypeWrapper<Types.ReadMark>;
  PollPoint: Types.PollPoint;
  PollPage: ResolverTypeWrapper<Omit<Types.PollPage, 'conversation'> & { conversation?: Types.Maybe<ResolversTypes['EventPage']> }>;
  ChangePage: ResolverTypeWrapper<Types.ChangePage>;
  ResyncReason: Types.ResyncReason;
  ConversationEvent: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['ConversationEvent']>;
  MessageAdded: ResolverTypeWrapper<Types.MessageAdded>;
  MessageDelta: ResolverTypeWrapper<Types.MessageDelta>;
  MessageReset: ResolverTypeWrapper<Types.MessageReset>;
  MessageFinished: ResolverTypeWrapper<Types.MessageFinished>;
  ToolActivity: ResolverTypeWrapper<Types.ToolActivity>;
  MessageRated: ResolverTypeWrapper<Types.MessageRated>;
  ConversationChanged: ResolverTypeWrapper<Types.ConversationChanged>;
  EscalationChanged: ResolverTypeWrapper<Types.EscalationChanged>;
  EscalationState: Types.EscalationState;
  Escalation: ResolverTypeWrapper<Types.Escalation>;
  Handover: ResolverTypeWrapper<Types.Handover>;
  HandoverItem: ResolverTypeWrapper<Types.HandoverItem>;
  HandoverInput: Types.HandoverInput;
  SavedAnswer: ResolverTypeWrapper<Types.SavedAnswer>;
  Colleague: ResolverTypeWrapper<Types.Colleague>;
  Presence: Types.Presence;
  ResetReason: Types.ResetReason;
  MessageState: Types.MessageState;
  ToolState: Types.ToolState;
  ConversationState: Types.ConversationState;
  Role: Types.Role;
  Rating: Types.Rating;
  SourceKind: Types.SourceKind;
  Participant: ResolverTypeWrapper<Types.Participant>;
  Viewer: ResolverTypeWrapper<Types.Viewer>;
  Organization: ResolverTypeWrapper<Types.Organization>;
  Message: ResolverTypeWrapper<Types.Message>;
  MessageAttempt: ResolverTypeWrapper<Types.MessageAttempt>;
  Source: ResolverTypeWrapper<Types.Source>;
  Run: ResolverTypeWrapper<Types.Run>;
  Conversation: ResolverTypeWrapper<Omit<Types.Conversation, 'transitions'> & { transitions: Array<ResolversTypes['ConversationEvent']> }>;
  ConversationSummary: ResolverTypeWrapper<Types.ConversationSummary>;
  ConversationConnection: ResolverTypeWrapper<Types.ConversationConnection>;
  ConversationFilter: Types.ConversationFilter;
  EscalationFilter: Types.EscalationFilter;
  StartConversationInput: Types.StartConversationInput;
  FirstMessageInput: Types.FirstMessageInput;
  ContextInput: Types.ContextInput;
  SendMessageInput: Types.SendMessageInput;
  RunInput: Types.RunInput;
  ConversationInput: Types.ConversationInput;
  RenameConversationInput: Types.RenameConversationInput;
  RateMessageInput: Types.RateMessageInput;
  RateConversationInput: Types.RateConversationInput;
  RequestHumanInput: Types.RequestHumanInput;
  TransferInput: Types.TransferInput;
  CloseConversationInput: Types.CloseConversationInput;
  UserError: ResolverTypeWrapper<Types.UserError>;
  ErrorCode: Types.ErrorCode;
  StartConversationPayload: ResolverTypeWrapper<Omit<Types.StartConversationPayload, 'conversation'> & { conversation?: Types.Maybe<ResolversTypes['Conversation']> }>;
  SendMessagePayload: ResolverTypeWrapper<Types.SendMessagePayload>;
  SuggestReplyPayload: ResolverTypeWrapper<Types.SuggestReplyPayload>;
  RunPayload: ResolverTypeWrapper<Types.RunPayload>;
  MessagePayload: ResolverTypeWrapper<Types.MessagePayload>;
  ConversationPayload: ResolverTypeWrapper<Types.ConversationPayload>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  DateTime: Types.Scalars['DateTime']['output'];
  UUID: Types.Scalars['UUID']['output'];
  ResumePoint: Types.ResumePoint;
  ID: Types.Scalars['ID']['output'];
  Int: Types.Scalars['Int']['output'];
  LogHead: Types.LogHead;
  Query: Record<PropertyKey, never>;
  String: Types.Scalars['String']['output'];
  Mutation: Record<PropertyKey, never>;
  Boolean: Types.Scalars['Boolean']['output'];
  Subscription: Record<PropertyKey, never>;
  EventPage: Omit<Types.EventPage, 'events'> & { events: Array<ResolversParentTypes['ConversationEvent']> };
  LiveState: Types.LiveState;
  ReadMark: Types.ReadMark;
  PollPoint: Types.PollPoint;
  PollPage: Omit<Types.PollPage, 'conversation'> & { conversation?: Types.Maybe<ResolversParentTypes['EventPage']> };
  ChangePage: Types.ChangePage;
  ConversationEvent: ResolversInterfaceTypes<ResolversParentTypes>['ConversationEvent'];
  MessageAdded: Types.MessageAdded;
  MessageDelta: Types.MessageDelta;
  MessageReset: Types.MessageReset;
  MessageFinished: Types.MessageFinished;
  ToolActivity: Types.ToolActivity;
  MessageRated: Types.MessageRated;
  ConversationChanged: Types.ConversationChanged;
  EscalationChanged: Types.EscalationChanged;
  Escalation: Types.Escalation;
  Handover: Types.Handover;
  HandoverItem: Types.HandoverItem;
  HandoverInput: Types.HandoverInput;
  SavedAnswer: Types.SavedAnswer;
  Colleague: Types.Colleague;
  Participant: Types.Participant;
  Viewer: Types.Viewer;
  Organization: Types.Organization;
  Message: Types.Message;
  MessageAttempt: Types.MessageAttempt;
  Source: Types.Source;
  Run: Types.Run;
  Conversation: Omit<Types.Conversation, 'transitions'> & { transitions: Array<ResolversParentTypes['ConversationEvent']> };
  ConversationSummary: Types.ConversationSummary;
  ConversationConnection: Types.ConversationConnection;
  ConversationFilter: Types.ConversationFilter;
  EscalationFilter: Types.EscalationFilter;
  StartConversationInput: Types.StartConversationInput;
  FirstMessageInput: Types.FirstMessageInput;
  ContextInput: Types.ContextInput;
  SendMessageInput: Types.SendMessageInput;
  RunInput: Types.RunInput;
  ConversationInput: Types.ConversationInput;
  RenameConversationInput: Types.RenameConversationInput;
  RateMessageInput: Types.RateMessageInput;
  RateConversationInput: Types.RateConversationInput;
  RequestHumanInput: Types.RequestHumanInput;
  TransferInput: Types.TransferInput;
  CloseConversationInput: Types.CloseConversationInput;
  UserError: Types.UserError;
  StartConversationPayload: Omit<Types.StartConversationPayload, 'conversation'> & { conversation?: Types.Maybe<ResolversParentTypes['Conversation']> };
  SendMessagePayload: Types.SendMessagePayload;
  SuggestReplyPayload: Types.SuggestReplyPayload;
  RunPayload: Types.RunPayload;
  MessagePayload: Types.MessagePayload;
  ConversationPayload: Types.ConversationPayload;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface UuidScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['UUID'], any> {
  name: 'UUID';
}

export type LogHeadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['LogHead'] = ResolversParentTypes['LogHead']> = {
  epoch?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType, Partial<Types.QueryViewerArgs>>;
  conversation?: Resolver<Types.Maybe<ResolversTypes['Conversation']>, ParentType, ContextType, RequireFields<Types.QueryConversationArgs, 'id' | 'lastMessages'>>;
  conversations?: Resolver<ResolversTypes['ConversationConnection'], ParentType, ContextType, RequireFields<Types.QueryConversationsArgs, 'first'>>;
  conversationEvents?: Resolver<Types.Maybe<ResolversTypes['EventPage']>, ParentType, ContextType, RequireFields<Types.QueryConversationEventsArgs, 'conversationId' | 'after' | 'limit' | 'waitMs'>>;
  conversationChanges?: Resolver<ResolversTypes['ChangePage'], ParentType, ContextType, RequireFields<Types.QueryConversationChangesArgs, 'waitMs'>>;
  poll?: Resolver<ResolversTypes['PollPage'], ParentType, ContextType, RequireFields<Types.QueryPollArgs, 'waitMs'>>;
  handoverDraft?: Resolver<Types.Maybe<ResolversTypes['Handover']>, ParentType, ContextType, RequireFields<Types.QueryHandoverDraftArgs, 'conversationId'>>;
  messageAttempts?: Resolver<Types.Maybe<Array<ResolversTypes['MessageAttempt']>>, ParentType, ContextType, RequireFields<Types.QueryMessageAttemptsArgs, 'messageId'>>;
  savedAnswers?: Resolver<Array<ResolversTypes['SavedAnswer']>, ParentType, ContextType, RequireFields<Types.QuerySavedAnswersArgs, 'search' | 'first'>>;
  colleagues?: Resolver<Array<ResolversTypes['Colleague']>, ParentType, ContextType, RequireFields<Types.QueryColleaguesArgs, 'organizationId'>>;
  escalations?: Resolver<ResolversTypes['ConversationConnection'], ParentType, ContextType, RequireFields<Types.QueryEscalationsArgs, 'first'>>;
};

export type MutationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  startConversation?: Resolver<ResolversTypes['StartConversationPayload'], ParentType, ContextType, RequireFields<Types.MutationStartConversationArgs, 'input'>>;
  sendMessage?: Resolver<ResolversTypes['SendMessagePayload'], ParentType, ContextType, RequireFields<Types.MutationSendMessageArgs, 'input'>>;
  stopRun?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<Types.MutationStopRunArgs, 'input'>>;
  retryRun?: Resolver<ResolversTypes['RunPayload'], ParentType, ContextType, RequireFields<Types.MutationRetryRunArgs, 'input'>>;
  closeConversation?: Resolver<ResolversTypes['ConversationPayload'], ParentType, ContextType, RequireFields<Types.MutationCloseConversationArgs, 'input'>>;
  reopenConversation?: Resolver<ResolversTypes['ConversationPayload'], ParentType, ContextType, RequireFields<Types.MutationReopenConversationArgs, 'input'>>;
  renameConversation?: Resolver<ResolversTypes['ConversationPayload'], ParentType, ContextType, RequireFields<Types.MutationRenameConversationArgs, 'input'>>;
  markRead?: Resolver<ResolversTypes['ConversationPayload'], ParentType, ContextType, RequireFields<Types.MutationMarkReadArgs, 'conversationId' | 'seq'>>;
  setTyping?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<Types.MutationSetTypingArgs, 'conversationId' | 'typing'>>;
  rateMessage?: Resolver<ResolversTypes['MessagePayload'], ParentType, ContextType, RequireFields<Types.MutationRateMessageArgs, 'input'>>;
  rateConversation?: Resolver<ResolversTypes['ConversationPayload'], ParentType, ContextType, RequireFields<Types.MutationRateConversationArgs, 'input'>>;
  requestHuman?: Resolver<ResolversTypes['ConversationPayload'], ParentType, ContextType, RequireFields<Types.MutationRequestHumanArgs, 'input'>>;
  returnToAssistant?: Resolver<ResolversTypes['ConversationPayload'], ParentType, ContextType, RequireFields<Types.MutationReturnToAssistantArgs, 'input'>>;
  claimConversation?: Resolver<ResolversTypes['ConversationPayload'], ParentType, ContextType, RequireFields<Types.MutationClaimConversationArgs, 'input'>>;
  transferConversation?: Resolver<ResolversTypes['ConversationPayload'], ParentType, ContextType, RequireFields<Types.MutationTransferConversationArgs, 'input'>>;
  leaveMessage?: Resolver<ResolversTypes['SendMessagePayload'], ParentType, ContextType, RequireFields<Types.MutationLeaveMessageArgs, 'input'>>;
  suggestReply?: Resolver<ResolversTypes['SuggestReplyPayload'], ParentType, ContextType, RequireFields<Types.MutationSuggestReplyArgs, 'input'>>;
  setPresence?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType, RequireFields<Types.MutationSetPresenceArgs, 'presence'>>;
};

export type SubscriptionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  conversationEvents?: SubscriptionResolver<Types.Maybe<ResolversTypes['EventPage']>, "conversationEvents", ParentType, ContextType, RequireFields<Types.SubscriptionConversationEventsArgs, 'conversationId' | 'after'>>;
  conversationChanges?: SubscriptionResolver<ResolversTypes['ChangePage'], "conversationChanges", ParentType, ContextType, Partial<Types.SubscriptionConversationChangesArgs>>;
};

export type EventPageResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EventPage'] = ResolversParentTypes['EventPage']> = {
  events?: Resolver<Array<ResolversTypes['ConversationEvent']>, ParentType, ContextType>;
  head?: Resolver<ResolversTypes['LogHead'], ParentType, ContextType>;
  caughtUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  live?: Resolver<ResolversTypes['LiveState'], ParentType, ContextType>;
  resync?: Resolver<Types.Maybe<ResolversTypes['ResyncReason']>, ParentType, ContextType>;
  reconnectWithinMs?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type LiveStateResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['LiveState'] = ResolversParentTypes['LiveState']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  typing?: Resolver<Array<ResolversTypes['Participant']>, ParentType, ContextType>;
  read?: Resolver<Array<ResolversTypes['ReadMark']>, ParentType, ContextType>;
  queuePosition?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  etaSeconds?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  overdue?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ReadMarkResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReadMark'] = ResolversParentTypes['ReadMark']> = {
  participant?: Resolver<ResolversTypes['Participant'], ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PollPageResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PollPage'] = ResolversParentTypes['PollPage']> = {
  conversation?: Resolver<Types.Maybe<ResolversTypes['EventPage']>, ParentType, ContextType>;
  changes?: Resolver<Types.Maybe<ResolversTypes['ChangePage']>, ParentType, ContextType>;
};

export type ChangePageResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ChangePage'] = ResolversParentTypes['ChangePage']> = {
  changed?: Resolver<Array<ResolversTypes['ConversationSummary']>, ParentType, ContextType>;
  removed?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  resync?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  totalUnread?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reconnectWithinMs?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ConversationEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ConversationEvent'] = ResolversParentTypes['ConversationEvent']> = {
  __resolveType: TypeResolveFn<'MessageAdded' | 'MessageDelta' | 'MessageReset' | 'MessageFinished' | 'ToolActivity' | 'MessageRated' | 'ConversationChanged' | 'EscalationChanged', ParentType, ContextType>;
};

export type MessageAddedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MessageAdded'] = ResolversParentTypes['MessageAdded']> = {
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MessageDeltaResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MessageDelta'] = ResolversParentTypes['MessageDelta']> = {
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  messageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  offset?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MessageResetResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MessageReset'] = ResolversParentTypes['MessageReset']> = {
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  messageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['ResetReason'], ParentType, ContextType>;
  runId?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MessageFinishedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MessageFinished'] = ResolversParentTypes['MessageFinished']> = {
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  messageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['MessageState'], ParentType, ContextType>;
  length?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sources?: Resolver<Array<ResolversTypes['Source']>, ParentType, ContextType>;
  suggestions?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  error?: Resolver<Types.Maybe<ResolversTypes['UserError']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ToolActivityResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ToolActivity'] = ResolversParentTypes['ToolActivity']> = {
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  messageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ToolState'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MessageRatedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MessageRated'] = ResolversParentTypes['MessageRated']> = {
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  messageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  rating?: Resolver<Types.Maybe<ResolversTypes['Rating']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConversationChangedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ConversationChanged'] = ResolversParentTypes['ConversationChanged']> = {
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ConversationState'], ParentType, ContextType>;
  title?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  satisfaction?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  actor?: Resolver<Types.Maybe<ResolversTypes['Participant']>, ParentType, ContextType>;
  reason?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reopenableUntil?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EscalationChangedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EscalationChanged'] = ResolversParentTypes['EscalationChanged']> = {
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  escalation?: Resolver<ResolversTypes['Escalation'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['Participant'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EscalationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Escalation'] = ResolversParentTypes['Escalation']> = {
  id?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['EscalationState'], ParentType, ContextType>;
  handover?: Resolver<Types.Maybe<ResolversTypes['Handover']>, ParentType, ContextType>;
  reason?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requestedBy?: Resolver<Types.Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  requestedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  agent?: Resolver<Types.Maybe<ResolversTypes['Participant']>, ParentType, ContextType>;
  transferReason?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  opensAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type HandoverResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Handover'] = ResolversParentTypes['Handover']> = {
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  items?: Resolver<Array<ResolversTypes['HandoverItem']>, ParentType, ContextType>;
};

export type HandoverItemResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['HandoverItem'] = ResolversParentTypes['HandoverItem']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  masked?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SavedAnswerResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SavedAnswer'] = ResolversParentTypes['SavedAnswer']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ColleagueResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Colleague'] = ResolversParentTypes['Colleague']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  presence?: Resolver<ResolversTypes['Presence'], ParentType, ContextType>;
};

export type ParticipantResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Participant'] = ResolversParentTypes['Participant']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  avatarUrl?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  organizations?: Resolver<Array<ResolversTypes['Organization']>, ParentType, ContextType>;
  presence?: Resolver<Types.Maybe<ResolversTypes['Presence']>, ParentType, ContextType>;
  tokenExpiresInSeconds?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type OrganizationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Organization'] = ResolversParentTypes['Organization']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MessageResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Message'] = ResolversParentTypes['Message']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  author?: Resolver<ResolversTypes['Participant'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['MessageState'], ParentType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  clientMessageId?: Resolver<Types.Maybe<ResolversTypes['UUID']>, ParentType, ContextType>;
  runId?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  createdSeq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sources?: Resolver<Array<ResolversTypes['Source']>, ParentType, ContextType>;
  suggestions?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  rating?: Resolver<Types.Maybe<ResolversTypes['Rating']>, ParentType, ContextType>;
  error?: Resolver<Types.Maybe<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MessageAttemptResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MessageAttempt'] = ResolversParentTypes['MessageAttempt']> = {
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['MessageState'], ParentType, ContextType>;
  sources?: Resolver<Array<ResolversTypes['Source']>, ParentType, ContextType>;
};

export type SourceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Source'] = ResolversParentTypes['Source']> = {
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['SourceKind'], ParentType, ContextType>;
};

export type RunResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Run'] = ResolversParentTypes['Run']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  messageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['MessageState'], ParentType, ContextType>;
};

export type ConversationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Conversation'] = ResolversParentTypes['Conversation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ConversationState'], ParentType, ContextType>;
  escalation?: Resolver<ResolversTypes['Escalation'], ParentType, ContextType>;
  organizationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reopenableUntil?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  notesId?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  messages?: Resolver<Array<ResolversTypes['Message']>, ParentType, ContextType>;
  hasEarlier?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  head?: Resolver<ResolversTypes['LogHead'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  satisfaction?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  customer?: Resolver<ResolversTypes['Participant'], ParentType, ContextType>;
  transitions?: Resolver<Array<ResolversTypes['ConversationEvent']>, ParentType, ContextType>;
  unreadCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  readSeq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ConversationSummaryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ConversationSummary'] = ResolversParentTypes['ConversationSummary']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  organizationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hit?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ConversationState'], ParentType, ContextType>;
  escalation?: Resolver<ResolversTypes['Escalation'], ParentType, ContextType>;
  customer?: Resolver<ResolversTypes['Participant'], ParentType, ContextType>;
  lastMessage?: Resolver<Types.Maybe<ResolversTypes['Message']>, ParentType, ContextType>;
  lastActivityAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  unreadCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reopenableUntil?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ConversationConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ConversationConnection'] = ResolversParentTypes['ConversationConnection']> = {
  nodes?: Resolver<Array<ResolversTypes['ConversationSummary']>, ParentType, ContextType>;
  endCursor?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  totalUnread?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type StartConversationPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['StartConversationPayload'] = ResolversParentTypes['StartConversationPayload']> = {
  conversation?: Resolver<Types.Maybe<ResolversTypes['Conversation']>, ParentType, ContextType>;
  runId?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  head?: Resolver<Types.Maybe<ResolversTypes['LogHead']>, ParentType, ContextType>;
  deduplicated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  error?: Resolver<Types.Maybe<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SendMessagePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SendMessagePayload'] = ResolversParentTypes['SendMessagePayload']> = {
  message?: Resolver<Types.Maybe<ResolversTypes['Message']>, ParentType, ContextType>;
  runId?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  head?: Resolver<Types.Maybe<ResolversTypes['LogHead']>, ParentType, ContextType>;
  deduplicated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  error?: Resolver<Types.Maybe<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SuggestReplyPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SuggestReplyPayload'] = ResolversParentTypes['SuggestReplyPayload']> = {
  text?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sources?: Resolver<Array<ResolversTypes['Source']>, ParentType, ContextType>;
  error?: Resolver<Types.Maybe<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RunPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RunPayload'] = ResolversParentTypes['RunPayload']> = {
  run?: Resolver<Types.Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  head?: Resolver<Types.Maybe<ResolversTypes['LogHead']>, ParentType, ContextType>;
  deduplicated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  error?: Resolver<Types.Maybe<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type MessagePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MessagePayload'] = ResolversParentTypes['MessagePayload']> = {
  message?: Resolver<Types.Maybe<ResolversTypes['Message']>, ParentType, ContextType>;
  head?: Resolver<Types.Maybe<ResolversTypes['LogHead']>, ParentType, ContextType>;
  deduplicated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  error?: Resolver<Types.Maybe<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ConversationPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ConversationPayload'] = ResolversParentTypes['ConversationPayload']> = {
  conversation?: Resolver<Types.Maybe<ResolversTypes['ConversationSummary']>, ParentType, ContextType>;
  head?: Resolver<Types.Maybe<ResolversTypes['LogHead']>, ParentType, ContextType>;
  deduplicated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  error?: Resolver<Types.Maybe<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = RequestContext> = {
  DateTime?: GraphQLScalarType;
  UUID?: GraphQLScalarType;
  LogHead?: LogHeadResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  EventPage?: EventPageResolvers<ContextType>;
  LiveState?: LiveStateResolvers<ContextType>;
  ReadMark?: ReadMarkResolvers<ContextType>;
  PollPage?: PollPageResolvers<ContextType>;
  ChangePage?: ChangePageResolvers<ContextType>;
  ConversationEvent?: ConversationEventResolvers<ContextType>;
  MessageAdded?: MessageAddedResolvers<ContextType>;
  MessageDelta?: MessageDeltaResolvers<ContextType>;
  MessageReset?: MessageResetResolvers<ContextType>;
  MessageFinished?: MessageFinishedResolvers<ContextType>;
  ToolActivity?: ToolActivityResolvers<ContextType>;
  MessageRated?: MessageRatedResolvers<ContextType>;
  ConversationChanged?: ConversationChangedResolvers<ContextType>;
  EscalationChanged?: EscalationChangedResolvers<ContextType>;
  Escalation?: EscalationResolvers<ContextType>;
  Handover?: HandoverResolvers<ContextType>;
  HandoverItem?: HandoverItemResolvers<ContextType>;
  SavedAnswer?: SavedAnswerResolvers<ContextType>;
  Colleague?: ColleagueResolvers<ContextType>;
  Participant?: ParticipantResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  Organization?: OrganizationResolvers<ContextType>;
  Message?: MessageResolvers<ContextType>;
  MessageAttempt?: MessageAttemptResolvers<ContextType>;
  Source?: SourceResolvers<ContextType>;
  Run?: RunResolvers<ContextType>;
  Conversation?: ConversationResolvers<ContextType>;
  ConversationSummary?: ConversationSummaryResolvers<ContextType>;
  ConversationConnection?: ConversationConnectionResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  StartConversationPayload?: StartConversationPayloadResolvers<ContextType>;
  SendMessagePayload?: SendMessagePayloadResolvers<ContextType>;
  SuggestReplyPayload?: SuggestReplyPayloadResolvers<ContextType>;
  RunPayload?: RunPayloadResolvers<ContextType>;
  MessagePayload?: MessagePayloadResolvers<ContextType>;
  ConversationPayload?: ConversationPayloadResolvers<ContextType>;
};

