import type { Bundle } from '@deskstream/conversation-bundle';
import { readBundle } from '@deskstream/conversation-bundle';
import { useState } from 'react';
import { Viewer } from './viewer';

/** The viewer without a session in it: takes the JSON of one. */
export const OpenFile = ({ because = null }: { because?: string | null }) => {
  const [opened, setOpened] = useState<Bundle | null>(null);
  const [problem, setProblem] = useState(because);
  if (opened !== null) return <Viewer bundle={opened} />;
  const open = async (file: File | undefined) => {
    if (file === undefined) return;
    const read = readBundle(await file.text());
    if (read.ok) setOpened(read.bundle);
    else setProblem(read.because);
  };
  return (
    <main className="page">
      <h1>Open an exported session</h1>
      {problem !== null && <p role="alert">{problem}</p>}
      <label>
        File from <code>deskstream export</code>{' '}
        <input
          type="file"
          accept="application/json,.json"
          onChange={({ target }) => void open(target.files?.[0])}
        />
      </label>
    </main>
  );
};
