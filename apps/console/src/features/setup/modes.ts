import type { RulesDraft } from '@deskstream/conversation-domain';
import type { StoredConnection } from '../../api/setup';

export type Mode = 'watch' | 'assist' | 'autopilot';
export type Channel = 'web' | 'email' | 'chat' | 'sms' | 'phone';

export interface Modes {
  readonly byChannel: Readonly<Record<string, Mode>>;
  readonly handleUnassigned: boolean;
}

export const MODES: readonly (readonly [Mode, string])[] = [
  ['watch', 'Watch only'],
  ['assist', 'Assist'],
  ['autopilot', 'Autopilot'],
];

/** Careful as long as nobody chose: a new connection watches. */
export const modesOf = (
  { rules = {} }: StoredConnection,
  workspace: RulesDraft,
  channels: readonly string[],
): Modes => {
  if (rules.enabled === false)
    return { byChannel: allOf(channels, 'watch'), handleUnassigned: false };
  const autopilot = { ...workspace.autopilot, ...rules.autopilot };
  const assist = { ...workspace.assist, ...rules.assist };
  return {
    byChannel: Object.fromEntries(
      channels.map((channel) => [channel, modeOf(autopilot, assist, channel as Channel)]),
    ),
    handleUnassigned: rules.handleUnassigned ?? workspace.handleUnassigned ?? false,
  };
};

type PerChannel = Readonly<Partial<Record<Channel, boolean>>>;

const modeOf = (autopilot: PerChannel, assist: PerChannel, channel: Channel): Mode => {
  if (autopilot[channel] === true) return 'autopilot';
  return assist[channel] === true ? 'assist' : 'watch';
};

const allOf = (channels: readonly string[], mode: Mode): Modes['byChannel'] =>
  Object.fromEntries(channels.map((channel) => [channel, mode]));

/** Rules of the connection that say the same; what they say besides is kept. */
export const rulesWith = (rules: RulesDraft | undefined, modes: Modes): RulesDraft => {
  const channels = Object.entries(modes.byChannel);
  const assist = { ...rules?.assist };
  for (const [channel, mode] of channels)
    if (mode !== 'autopilot') assist[channel as Channel] = mode === 'assist';
  return {
    ...rules,
    enabled: true,
    handleUnassigned: modes.handleUnassigned,
    autopilot: {
      ...rules?.autopilot,
      ...Object.fromEntries(channels.map(([channel, mode]) => [channel, mode === 'autopilot'])),
    },
    assist,
  };
};
