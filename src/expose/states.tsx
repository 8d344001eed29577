export default function States() {
  return <div>States</div>;
}
