import type { RulesDraft } from '@deskstream/conversation-domain';
import { useState } from 'react';
import { Failed } from '../../ui/states';
import type { Mode } from './modes';
import { MODES, modesOf, rulesWith } from './modes';
import { isChosen } from './steps';
import { useSaveConnection } from './use-setup';
import type { StepProps } from './wizard-page';

const CHANNELS: Readonly<Record<string, string>> = {
  web: 'Web messenger',
  email: 'Email',
  chat: 'Chat',
  sms: 'SMS',
  phone: 'Phone',
};

/** Watch only, assist or autopilot for each channel; a new connection watches. */
export const ModeStep = ({ workspace, text, inForce, known, next }: StepProps) => {
  const { connection } = known;
  const ofWorkspace = (inForce.draft['rules'] ?? {}) as RulesDraft;
  const [modes, setModes] = useState(() =>
    connection === null ? null : modesOf(connection, ofWorkspace, text.channels),
  );
  const save = useSaveConnection(workspace, inForce, next);
  if (connection === null || modes === null || !isChosen(connection))
    return <p className="muted">Choose the AI teammate first.</p>;
  const set = (channel: string, mode: Mode) =>
    setModes({ ...modes, byChannel: { ...modes.byChannel, [channel]: mode } });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        const changed = { ...connection, rules: rulesWith(connection.rules, modes) };
        save.mutate({ connection: changed, reason: `setup: what the AI may do on ${text.name}` });
      }}
    >
      <dl className="mode-texts">
        <dt>Watch only</dt>
        <dd>It reads along and writes nothing. Each message shows what it would have done.</dd>
        <dt>Assist</dt>
        <dd>Where a person owns the conversation, it drafts an answer as an internal note.</dd>
        <dt>Autopilot</dt>
        <dd>It answers customers by itself and hands off what it cannot answer.</dd>
      </dl>
      {text.channels.map((channel) => (
        <fieldset key={channel} className="mode">
          <legend>{CHANNELS[channel] ?? channel}</legend>
          {MODES.map(([mode, name]) => (
            <label key={mode}>
              <input
                type="radio"
                name={`mode-${channel}`}
                checked={modes.byChannel[channel] === mode}
                onChange={() => set(channel, mode)}
              />
              {name}
            </label>
          ))}
        </fieldset>
      ))}
      <label className="tick">
        <input
          type="checkbox"
          checked={modes.handleUnassigned}
          onChange={({ target }) => setModes({ ...modes, handleUnassigned: target.checked })}
        />
        <span>
          Also take conversations that nobody is assigned to.{' '}
          <small>Without it, only those assigned to the AI teammate.</small>
        </span>
      </label>
      {save.isError && <Failed error={save.error} />}
      <div className="form-actions">
        <button type="submit" className="button button-primary" disabled={save.isPending}>
          Save and continue
        </button>
      </div>
    </form>
  );
};
