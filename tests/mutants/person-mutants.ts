import type { Mutant, Trial } from './mutant.ts';

const LIVES: readonly Trial[] = [{ campaign: 'escalation' }];

/** On the way to a person and back (rules X-1 … X-11). */
export const PERSON_MUTANTS: readonly Mutant[] = [
  {
    name: 'handover-cleaned',
    bug: 'what the customer approved is trimmed before staff get it',
    patches: [
      {
        file: 'host-demo/server/escalation/handover.ts',
        find: '    summary,\n    items: items.map(({ key, value }) =>',
        replace: '    summary: summary.trim(),\n    items: items.map(({ key, value }) =>',
      },
    ],
    trials: LIVES,
  },
  {
    name: 'consent-skipped',
    bug: 'what the assistant proposes is queued without the customer',
    patches: [
      {
        file: 'host-demo/server/escalation/states.ts',
        find: "  RETURNED: {\n    propose: 'REQUESTED',",
        replace: "  RETURNED: {\n    propose: 'QUEUED',",
      },
      {
        file: 'host-demo/server/escalation/states.ts',
        find: "  AI: {\n    propose: 'REQUESTED',",
        replace: "  AI: {\n    propose: 'QUEUED',",
      },
    ],
    trials: LIVES,
  },
  {
    name: 'talk-taken-over',
    bug: 'who claims a talk that a colleague holds gets it',
    patches: [
      {
        file: 'host-demo/server/escalation/commands.ts',
        find: "(row.escalation_state === 'CONNECTED' || row.escalation_state === 'TRANSFERRING') && row.agent_id !== who.subject",
        replace: "row.escalation_state === 'TRANSFERRING' && row.agent_id !== who.subject",
      },
      {
        file: 'host-demo/server/escalation/states.ts',
        find: '  CONNECTED: {\n    propose: null,\n    ask: null,\n    askNobody: null,\n    dutyBegins: null,\n    dutyEnds: null,\n    claim: null,',
        replace:
          "  CONNECTED: {\n    propose: null,\n    ask: null,\n    askNobody: null,\n    dutyBegins: null,\n    dutyEnds: null,\n    claim: 'CONNECTED',",
      },
    ],
    trials: LIVES,
  },
  {
    name: 'talk-left-alone',
    bug: 'a talk whose agent is gone stays with them',
    patches: [
      {
        file: 'host-demo/server/escalation/presence.ts',
        find: "(c.escalation_state = 'CONNECTED' AND EXISTS",
        replace: "(c.escalation_state = 'CONNECTED' AND false AND EXISTS",
      },
    ],
    trials: LIVES,
  },
  {
    name: 'told-from-a-snapshot',
    bug: 'the host is told of an escalation that was there when the page opened',
    patches: [
      {
        file: 'src/session/reduce.ts',
        find: '    heard: before?.heard ?? NOTHING_HEARD,',
        replace: "    heard: transitions.filter((one) => one.type === 'EscalationChanged'),",
      },
    ],
    trials: LIVES,
  },
  {
    name: 'assistant-talks-over',
    bug: 'the assistant answers while a person does',
    patches: [
      {
        file: 'host-demo/server/escalation/states.ts',
        find: "return state !== 'CONNECTED' && state !== 'TRANSFERRING';",
        replace: "return state !== 'TRANSFERRING';",
      },
    ],
    trials: LIVES,
  },
];
