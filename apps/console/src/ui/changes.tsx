import type { FieldChange } from '../api/workspaces';

export const Changes = ({ changes }: { changes: readonly FieldChange[] }) => (
  <div className="scroll">
    <table className="changes">
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, from, to }) => (
          <tr key={field}>
            <th scope="row">{field}</th>
            <td>
              <del>{shown(from)}</del>
            </td>
            <td>
              <ins>{shown(to)}</ins>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const shown = (value: unknown): string => (value === null ? '–' : JSON.stringify(value));
