export { ConversationListFeature, type ConversationListFeatureProps } from './conversation-list.tsx';
export { ListView, type ListViewProps } from './list-view.tsx';
