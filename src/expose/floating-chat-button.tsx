export default function FloatingChatButton() {
  return <div>FloatingChatButton</div>;
}
