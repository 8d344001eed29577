import { type AnswerStep, createMemoryTransport, DEMO_VIEWER, MemoryBackend } from '../../src/transports/memory.ts';
import { describeTransport } from './transport-contract.ts';

function answer(text: string): readonly AnswerStep[] {
  const step: AnswerStep = { tool: 'Thinking', state: 'STARTED' };
  if (text === 'long') return [step, ...Array.from({ length: 450 }, (): AnswerStep => ({ say: 'piece ' })), { end: 'COMPLETED' }];
  if (text === 'slow')
    return [step, ...Array.from({ length: 500 }, (): AnswerStep[] => [{ say: 'slow ' }, { wait: 20 }]).flat(), { end: 'COMPLETED' }];
  return [step, { say: 'echo ' }, { wait: 5 }, { say: text }, { end: 'COMPLETED' }];
}

describeTransport('memory', async () => {
  const backend = new MemoryBackend({ answer });
  const people = { ada: DEMO_VIEWER, ben: { ...DEMO_VIEWER, id: 'customer-2', name: 'Ben Okafor' } };
  return {
    transport: (person) => createMemoryTransport(backend, people[person]),
    openFeeds: () => backend.openFeeds,
    close: async () => {},
  };
});
