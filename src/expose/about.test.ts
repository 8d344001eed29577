import { describe, expect, it } from 'vitest';
import { contract, fit as suits } from './about.ts';

describe('contract', () => {
  it('fits the React it names, of any minor version, and a page without React', () => {
    for (const react of ['19.0.0', '19.3.1', '19.9.0-canary']) expect(suits({ react })).toEqual({ fits: true });
    expect(suits({})).toEqual({ fits: true });
  });

  it('gives a typed reason for what does not fitOf, and says what to use', () => {
    expect(suits({ react: '18.3.1' })).toMatchObject({
      fits: false,
      reason: 'react',
      message: expect.stringContaining('ai_cs_agent_isolated'),
    });
    expect(suits({ react: 'none' })).toMatchObject({ fits: false, reason: 'react' });
    expect(suits({ protocol: contract.protocol + 1 })).toMatchObject({ fits: false, reason: 'protocol' });
    expect(suits({ features: ['isolation', 'telepathy'] })).toMatchObject({
      fits: false,
      reason: 'feature',
      message: expect.stringContaining('telepathy'),
    });
  });
});
