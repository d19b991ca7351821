import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { FieldProblem } from '../api/client';
import { ApiError } from '../api/client';
import type { InForce, WorkspaceDraft } from '../api/setup';
import { writeDraft } from '../api/setup';
import type { FieldChange } from '../api/workspaces';
import { Changes } from './changes';
import './form.css';
import { FormField } from './form-field';
import { Failed } from './states';

interface DraftFormProps {
  readonly workspace: string;
  readonly inForce: InForce;
  /** What the fields say now. */
  readonly draft: WorkspaceDraft;
  readonly children: (problems: readonly FieldProblem[]) => ReactNode;
  saved?(): void;
}

/** Fields of settings: what they would change is shown before it is saved, with the reason. */
export const DraftForm = (props: DraftFormProps) => {
  const { children } = props;
  const [reason, setReason] = useState('');
  const { write, effect } = useWrite(props, reason);
  const ready = effect !== null && effect.length > 0;
  const problems = write.error instanceof ApiError ? write.error.problems : [];
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate({ dryRun: !ready });
      }}
    >
      {children(problems)}
      {write.isError && <Failed error={write.error} />}
      {effect !== null && <Effect changes={effect} reason={reason} setReason={setReason} />}
      <div className="form-actions">
        <button type="submit" className="button button-primary" disabled={write.isPending}>
          {ready ? 'Save as a new version' : 'Show what changes'}
        </button>
      </div>
    </form>
  );
};

/** `effect`: of exactly what the fields say now; `null`: not asked for. */
const useWrite = ({ workspace, inForce, draft, saved }: DraftFormProps, reason: string) => {
  const client = useQueryClient();
  const text = JSON.stringify(draft);
  const write = useMutation({
    mutationFn: async ({ dryRun }: { dryRun: boolean }) => {
      const written = await writeDraft(workspace, { ...inForce, draft }, reason, dryRun);
      return { ...written, dryRun, of: text };
    },
    onSuccess: async ({ dryRun }) => {
      if (dryRun) return;
      saved?.();
      await client.invalidateQueries();
    },
  });
  const { data } = write;
  const isOfNow = data?.dryRun === true && data.of === text;
  return { write, effect: isOfNow ? (data.changes ?? []) : null };
};

const Effect = ({
  changes,
  reason,
  setReason,
}: {
  changes: readonly FieldChange[];
  reason: string;
  setReason: (reason: string) => void;
}) =>
  changes.length === 0 ? (
    <p role="status">It says what is in force already.</p>
  ) : (
    <div className="form-effect" role="status">
      <h3>This changes</h3>
      <Changes changes={changes} />
      <FormField
        label="Why"
        help="For those who read the history."
        required
        maxLength={1_000}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </div>
  );

/** What is wrong with one field, as the server says it. */
export const problemAt = (problems: readonly FieldProblem[], field: string): string | undefined => {
  const found = problems.find((each) => each.field === field || each.field.startsWith(`${field}.`));
  return found === undefined ? undefined : `Expected ${found.expected}, found ${found.found}.`;
};
