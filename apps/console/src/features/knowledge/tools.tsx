import { isRecord } from '@deskstream/kernel';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { ListedTool } from '../../api/knowledge';
import { dryRunTool } from '../../api/knowledge';
import { Chip } from '../../ui/chip';
import { Failed } from '../../ui/states';

/** Every tool of the workspace, with the request that a call would send. */
export const Tools = ({
  workspace,
  tools,
}: {
  workspace: string;
  tools: readonly ListedTool[];
}) => (
  <>
    <h3>Tools</h3>
    {tools.length === 0 ? (
      <p className="muted">
        None. Import them with <code>deskstream tools import</code>; the AI then looks things up and
        acts for customers.
      </p>
    ) : (
      <ul className="sources">
        {tools.map((tool) => (
          <Tool key={`${tool.server}/${tool.name}`} workspace={workspace} tool={tool} />
        ))}
      </ul>
    )}
  </>
);

const Tool = ({ workspace, tool }: { workspace: string; tool: ListedTool }) => {
  const { name, description, server, call, effects } = tool;
  const [open, setOpen] = useState(false);
  return (
    <li className="source">
      <header>
        <h4>{name}</h4>
        <Chip tone={effects ? 'warning' : 'plain'}>{effects ? 'has effects' : 'reads only'}</Chip>
      </header>
      <p>{description}</p>
      <p className="muted">
        {server}, <code>{call}</code>
      </p>
      <div className="form-actions">
        <button type="button" className="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          Dry run
        </button>
      </div>
      {open && <DryRun workspace={workspace} tool={name} />}
    </li>
  );
};

const DryRun = ({ workspace, tool }: { workspace: string; tool: string }) => {
  const id = useId();
  const [text, setText] = useState('{}');
  const run = useMutation({ mutationFn: () => dryRunTool(workspace, tool, argumentsIn(text)) });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        run.mutate();
      }}
    >
      <div className="form-field">
        <label htmlFor={id}>Arguments as JSON</label>
        <textarea
          id={id}
          rows={3}
          spellCheck={false}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <small>Nothing is sent: you see the request, with secrets masked.</small>
      </div>
      {run.isError && <Failed error={run.error} />}
      {run.isSuccess && <pre role="status">{JSON.stringify(run.data.preview, null, 2)}</pre>}
      <div className="form-actions">
        <button type="submit" className="button" disabled={run.isPending}>
          Show the request
        </button>
      </div>
    </form>
  );
};

const argumentsIn = (text: string): object => {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // Said below, as for any text that is no object.
  }
  throw new Error('Write the arguments as a JSON object, as in {"id": "A-1007"}.');
};
