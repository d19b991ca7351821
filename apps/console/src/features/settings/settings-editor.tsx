import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FieldChange, Settings } from '../../api/workspaces';
import { writeSettings } from '../../api/workspaces';
import '../../ui/form.css';
import { Failed } from '../../ui/states';
import { Changes } from '../../ui/changes';

/** Nothing is written before its effect was shown. */
export const SettingsEditor = ({
  workspace,
  settings,
}: {
  workspace: string;
  settings: Settings;
}) => {
  const client = useQueryClient();
  const [text, setText] = useState(() => draftOf(settings));
  const [reason, setReason] = useState('');
  const write = useMutation({
    mutationFn: async ({ dryRun }: { dryRun: boolean }) => {
      const draft = parsed(text);
      const { version } = settings;
      return { dryRun, ...(await writeSettings(workspace, { version, draft, reason, dryRun })) };
    },
    onSuccess: ({ dryRun }) =>
      dryRun ? undefined : client.invalidateQueries({ queryKey: ['settings', workspace] }),
  });
  const effect = write.data?.dryRun === true ? (write.data.changes ?? []) : null;
  const ready = effect !== null && effect.length > 0;
  const edit = (next: string) => {
    setText(next);
    write.reset();
  };
  return (
    <form
      className="editor"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate({ dryRun: !ready });
      }}
    >
      <label htmlFor="settings-text">Settings as JSON</label>
      <textarea
        id="settings-text"
        spellCheck={false}
        value={text}
        onChange={({ target }) => edit(target.value)}
      />
      {write.isError && <Failed error={write.error} />}
      <Effect changes={effect} reason={reason} setReason={setReason} />
      <div className="form-actions">
        <button type="submit" className="button button-primary" disabled={write.isPending}>
          {ready ? 'Save as a new version' : 'Show what changes'}
        </button>
        <button type="button" className="button" onClick={() => edit(draftOf(settings))}>
          Start over
        </button>
      </div>
    </form>
  );
};

const Effect = ({
  changes,
  reason,
  setReason,
}: {
  changes: readonly FieldChange[] | null;
  reason: string;
  setReason: (reason: string) => void;
}) => {
  if (changes === null) return null;
  if (changes.length === 0) return <p role="status">It says what is in force already.</p>;
  return (
    <div className="effect" role="status">
      <h3>This changes</h3>
      <Changes changes={changes} />
      <label>
        Why
        <input
          required
          maxLength={1_000}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          placeholder="For those who read the history"
        />
      </label>
    </div>
  );
};

const draftOf = ({ version: _version, change: _change, ...draft }: Settings): string =>
  JSON.stringify(draft, null, 2);

const parsed = (text: string): object => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    throw new Error(`This is not JSON: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    });
  }
  throw new Error('This is not JSON: expected an object.');
};
