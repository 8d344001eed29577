/** Answers as an assistant writes them. No sign that could be a mark stands for itself outside of code. */
export const answers: readonly string[] = [
  `You can **return any item within 30 days** of delivery, *as long as it is unused*.

## How to send something back

1. Open **Orders** and choose the order.
2. Press \`Return items\`, then tick what you want to send back.
3. Print the label and bring the parcel to a shop near you:
   - most petrol stations take parcels until 22:00
   - lockers take them **at any time**
4. Keep the receipt until the money is back on your account.

> Refunds take 3 to 5 working days. They go back to the card you paid with.

See [our page about returns](https://shop.example/returns) or write to us again here.`,
  `Here is what each way of delivery costs:

| Delivery | Days | Price |
|:---------|-----:|:-----:|
| Standard | 3 to 5 | free over 40 euro |
| **Express** | 1 | 9.90 euro |
| Pick up | 2 | \`0\` |

Orders over 40 euro are delivered **free of charge**. ~~Express was 12 euro~~ and is cheaper now.

- [x] Order received
- [ ] Parcel handed over
- [ ] Delivered

---

Is there anything *else* I can do for you?`,
  `To call the service from a script, send the token along:

\`\`\`bash
curl -H "Authorization: Bearer $TOKEN" https://api.example/orders
# a list comes back
\`\`\`

The answer is **JSON**:

\`\`\`json
{ "orders": [{ "id": 1042, "state": "sent" }] }
\`\`\`

### If it does not work

* Check that the token is **not older than a day**; \`401\` says that it is.
* A \`429\` means *too many requests*: wait for the seconds in \`Retry-After\`.

  A second paragraph of the same item.
* Anything else: tell us the ***request id***.

First line of a paragraph,
second line of it with __strong__ and _thin_ words.`,
];
