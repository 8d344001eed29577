import { describe, expect, it } from 'vitest';
import { createAccess } from './access.ts';

function tokens() {
  let time = 0;
  let asked = 0;
  const access = createAccess(
    async () => {
      asked += 1;
      return `token-${asked}`;
    },
    { timeoutMs: 1_000, now: () => time },
  );
  return { access, pass: (ms: number) => (time += ms) };
}

describe('access', () => {
  it('F39 two tokens refused in a row: nobody asks for a third at once', async () => {
    const { access } = tokens();
    access.refuse(await access.token());
    access.refuse(await access.token());
    await expect(access.token()).rejects.toMatchObject({ kind: 'signed-out' });
  });

  it('F44 a token that ended while the machine slept is not the second refusal of the one before', async () => {
    const { access, pass } = tokens();
    access.refuse(await access.token());
    const slept = await access.token();
    pass(8 * 3_600_000);
    access.refuse(slept);
    await expect(access.token()).resolves.toBe('token-3');
  });
});
