export default function ConversationList() {
  return <div>ConversationList</div>;
}
