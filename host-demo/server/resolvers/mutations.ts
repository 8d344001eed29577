import type { MutationResolvers } from '../generated/resolvers.ts';

/** One line each: what a command means is decided behind `Backend`, never here. */
export const mutations: Required<MutationResolvers> = {
  startConversation: (_, { input }, { backend, identity }) => backend.startConversation(identity, input),
  sendMessage: (_, { input }, { backend, identity }) => backend.sendMessage(identity, input),
  stopRun: (_, { input }, { backend, identity }) => backend.stopRun(identity, input),
  retryRun: (_, { input }, { backend, identity }) => backend.retryRun(identity, input),
  closeConversation: (_, { input }, { backend, identity }) => backend.closeConversation(identity, input),
  reopenConversation: (_, { input }, { backend, identity }) => backend.reopenConversation(identity, input),
  renameConversation: (_, { input }, { backend, identity }) => backend.renameConversation(identity, input),
  markRead: (_, { conversationId, seq }, { backend, identity }) => backend.markRead(identity, conversationId, seq),
  setTyping: (_, { conversationId, typing }, { backend, identity }) => backend.setTyping(identity, conversationId, typing),
  rateMessage: (_, { input }, { backend, identity }) => backend.rateMessage(identity, input),
  rateConversation: (_, { input }, { backend, identity }) => backend.rateConversation(identity, input),
  requestHuman: (_, { input }, { backend, identity }) => backend.requestHuman(identity, input),
  returnToAssistant: (_, { input }, { backend, identity }) => backend.returnToAssistant(identity, input),
  claimConversation: (_, { input }, { backend, identity }) => backend.claimConversation(identity, input),
  transferConversation: (_, { input }, { backend, identity }) => backend.transferConversation(identity, input),
  leaveMessage: (_, { input }, { backend, identity }) => backend.leaveMessage(identity, input),
  suggestReply: (_, { input }, { backend, identity }) => backend.suggestReply(identity, input),
  setPresence: (_, { presence }, { backend, identity }) => backend.setPresence(identity, presence),
};
