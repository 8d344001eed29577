export default function AICustomerServiceDemo() {
  return <div>AICustomerServiceDemo</div>;
}
