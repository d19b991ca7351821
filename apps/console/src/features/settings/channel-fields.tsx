import { FormField } from '../../ui/form-field';
import type { FieldsProps, Rules } from './rules-form';
import { Tick } from './tick';

const CHANNELS: readonly (readonly [keyof Rules['autopilot'], string])[] = [
  ['web', 'Web'],
  ['email', 'Email'],
  ['chat', 'Chat'],
  ['sms', 'SMS'],
  ['phone', 'Phone'],
];

/** Where the AI answers, and how long it waits. */
export const ChannelFields = ({ rules, set, problem }: FieldsProps) => (
  <fieldset className="rules-group">
    <legend>Answering</legend>
    <Tick label="AI on" checked={rules.enabled} change={(enabled) => set({ enabled })} />
    <Tick
      label="Also take conversations that nobody is assigned to"
      checked={rules.handleUnassigned}
      change={(handleUnassigned) => set({ handleUnassigned })}
    />
    <Tick
      label="Wait until a conversation is assigned to the AI, then read all of it"
      checked={rules.processOnAssignment}
      change={(processOnAssignment) => set({ processOnAssignment })}
    />
    <div className="rules-channels" role="region" aria-label="Channels" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Channel</th>
            <th scope="col">Autopilot</th>
            <th scope="col">Assist</th>
            <th scope="col">Wait, seconds</th>
          </tr>
        </thead>
        <tbody>
          {CHANNELS.map(([channel, name]) => (
            <Channel key={channel} channel={channel} name={name} {...{ rules, set, problem }} />
          ))}
        </tbody>
      </table>
    </div>
    <FormField
      label="Confidence an answer needs, percent"
      type="number"
      min={0}
      max={100}
      value={Math.round(rules.confidenceFloor * 100)}
      onChange={({ target }) => set({ confidenceFloor: Number(target.value) / 100 })}
      problem={problem('confidenceFloor')}
      help="Below it, the conversation goes to people."
    />
  </fieldset>
);

const Channel = ({
  channel,
  name,
  rules,
  set,
  problem,
}: FieldsProps & { channel: keyof Rules['autopilot']; name: string }) => {
  const wrong = problem(`waitMs.${channel}`);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <input
          type="checkbox"
          aria-label={`Autopilot on ${name}`}
          checked={rules.autopilot[channel]}
          onChange={({ target }) =>
            set({ autopilot: { ...rules.autopilot, [channel]: target.checked } })
          }
        />
      </td>
      <td>
        <input
          type="checkbox"
          aria-label={`Assist on ${name}`}
          checked={rules.assist[channel]}
          onChange={({ target }) => set({ assist: { ...rules.assist, [channel]: target.checked } })}
        />
      </td>
      <td>
        <input
          type="number"
          min={0}
          step={0.1}
          aria-label={`Wait on ${name}, seconds`}
          aria-invalid={wrong !== undefined}
          value={rules.waitMs[channel] / 1000}
          onChange={({ target }) =>
            set({
              waitMs: { ...rules.waitMs, [channel]: Math.round(Number(target.value) * 1000) },
            })
          }
        />
        {wrong !== undefined && <strong className="field-problem"> {wrong}</strong>}
      </td>
    </tr>
  );
};
