import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role } from '../../api/access';
import { addToken } from '../../api/access';
import { Copy } from '../../ui/copy';
import { Failed } from '../../ui/states';
import { RoleChoice } from './role-choice';

export const AddToken = ({ added }: { added: () => void }) => {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [days, setDays] = useState(90);
  const add = useMutation({
    mutationFn: () => addToken({ name, role, days }),
    onSuccess: () => {
      setName('');
      added();
    },
  });
  return (
    <details className="add">
      <summary>Make a token</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <label className="field">
          What for
          <input
            required
            maxLength={100}
            autoComplete="off"
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <label className="field">
          Days
          <input
            type="number"
            required
            min={1}
            max={730}
            value={days}
            onChange={({ target }) => setDays(target.valueAsNumber)}
          />
        </label>
        <RoleChoice label="Role" role={role} choose={setRole} />
        <button type="submit" className="button button-primary" disabled={add.isPending}>
          Make it
        </button>
      </form>
      {add.isError && <Failed error={add.error} />}
      {add.isSuccess && (
        <p role="status" className="secret">
          Copy it now, it is not shown again: <code>{add.data.secret}</code>
          <Copy text={add.data.secret} what="the token" />
        </p>
      )}
    </details>
  );
};
