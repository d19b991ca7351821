import type { EventData, InputType } from '@deskstream/conversation-domain';
import type { Said } from './input-of';

/** An ignored input left its type and the reason, which names the id that it was about. */
export const ignoredInput = ({ inputType, because }: EventData<'InputIgnored'>): Said | null => {
  const make = IGNORED[inputType as InputType];
  return make === undefined ? null : make(idIn(because), because);
};

const IGNORED: Readonly<Partial<Record<InputType, (id: string, because: string) => Said>>> = {
  CustomerWrote: (messageId) => ({
    type: 'CustomerWrote',
    data: {
      ...said(messageId),
      channel: 'web',
      startedBy: 'customer',
      attachments: [],
    },
  }),
  TeammateWrote: (messageId) => ({
    type: 'TeammateWrote',
    data: { ...said(messageId), visibility: 'public', byAi: false },
  }),
  BotWrote: (messageId) => ({ type: 'BotWrote', data: said(messageId) }),
  MessageAnnounced: (messageId) => ({ type: 'MessageAnnounced', data: { messageId, vendorAt: 0 } }),
  TimerDue: (timerId) => ({ type: 'TimerDue', data: { timerId, name: '', dueAt: 0 } }),
  ReasoningStepped: (runId) => ({
    type: 'ReasoningStepped',
    data: { runId, step: 0, kind: 'context', detail: {}, tookMs: 0 },
  }),
  ReasoningFinished: (runId) => ({
    type: 'ReasoningFinished',
    data: { runId, result: { kind: 'solved' }, answerer: '' },
  }),
  DispatchReported: (commandId) => ({
    type: 'DispatchReported',
    data: { commandId, attempts: 0, result: { kind: 'read', messages: 0, truncated: false } },
  }),
  DispatchRedriven: () => ({ type: 'DispatchRedriven', data: { commandId: '', kind: 'reply' } }),
  OperatorHandedBack: () => ({ type: 'OperatorHandedBack', data: SOMEBODY }),
  OperatorHandedOff: () => ({ type: 'OperatorHandedOff', data: SOMEBODY }),
  SessionModeSet: (_id, because) => ({
    type: 'SessionModeSet',
    data: { ...SOMEBODY, mode: modeIn(because) },
  }),
};

const SOMEBODY = { operator: '', reason: '' };

const said = (messageId: string) => ({ messageId, text: '', author: { id: '' }, vendorAt: 0 });

/** `message m-7 is already in the log`, `timer ev_… is not set any more`, `nothing waits for command ev_…`. */
const idIn = (because: string): string =>
  /^(?:message|run|timer) (.+) is (?:already in the log|over|not set any more)$/.exec(
    because,
  )?.[1] ??
  /^nothing waits for command (.+)$/.exec(because)?.[1] ??
  '';

const modeIn = (because: string): 'autopilot' | 'assist' | 'watch' => {
  if (because.endsWith('assist')) return 'assist';
  return because.endsWith('watch') ? 'watch' : 'autopilot';
};
