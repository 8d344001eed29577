export default function AIChatInterface() {
  return <div>AIChatInterface</div>;
}
