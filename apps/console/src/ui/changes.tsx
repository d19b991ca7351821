import type { FieldChange } from '../api/workspaces';
import { ChangeTable } from './change-table';

export const Changes = ({ changes }: { changes: readonly FieldChange[] }) => (
  <div className="scroll">
    <ChangeTable
      of="Field"
      rows={changes.map(({ field, from, to }) => ({
        name: field,
        before: shown(from),
        after: shown(to),
      }))}
    />
  </div>
);

const shown = (value: unknown): string => (value === null ? '–' : JSON.stringify(value));
