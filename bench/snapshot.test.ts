import { describe, expect, it } from 'vitest';
import { valuesIn } from './snapshot.ts';

describe('a heap snapshot', () => {
  it('is the sum of what scripts hold, without code, shapes and nodes', () => {
    const meta = {
      node_fields: ['type', 'name', 'id', 'self_size'],
      node_types: [['object', 'code', 'native', 'string', 'object shape'], 'string'],
    };
    const strings = ['Object', 'system / PropertyArray', 'HTMLDivElement', 'said'];
    const nodes = [
      [0, 0, 1, 64],
      [1, 0, 3, 1_000],
      [2, 1, 5, 32],
      [2, 2, 7, 500],
      [3, 3, 9, 16],
      [4, 0, 11, 40],
    ];
    expect(valuesIn(JSON.stringify({ snapshot: { meta }, nodes: nodes.flat(), strings }))).toBe(64 + 32 + 16);
  });
});
