import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../api/client';
import type { ImportEffect } from '../../api/evaluation';
import { importSet } from '../../api/evaluation';
import { Act } from '../../ui/act';
import { Field } from '../../ui/field';
import { Failed } from '../../ui/states';

interface Chosen {
  readonly file: string;
  readonly text: string;
  /** Counts up: the same file may be chosen again after it was mended. */
  readonly time: number;
}

const NAME = /^[\w .-]{1,100}$/;
const LARGEST = 1_000_000;

/** Makes a set what a file has; says first what changes by it, or which line is wrong. */
export const ImportSet = ({ set, done }: { set?: string; done?: (set: string) => void }) => {
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const name = set ?? typed.trim();
  const choose = (file: File | undefined): void => {
    if (file === undefined) return setChosen(null);
    void file.text().then((text) => {
      setChosen((before) => ({ file: file.name, text, time: (before?.time ?? 0) + 1 }));
      if (typed.trim() === '') setTyped(file.name.replace(/\.[^.]*$/, ''));
    });
  };
  return (
    <Act
      name="Import a file"
      about={`${name} ${chosen?.time ?? 0}`}
      choices={
        <div className="act-choices">
          <Field label="File" hint="YAML or JSON, as “deskstream case add” and “Download” make it">
            <input
              type="file"
              accept=".yaml,.yml,.json"
              onChange={({ target }) => choose(target.files?.[0])}
            />
          </Field>
          {set === undefined && (
            <Field label="Name of the set" hint="Letters, digits, blanks, dots and dashes">
              <input value={typed} onChange={({ target }) => setTyped(target.value)} />
            </Field>
          )}
        </div>
      }
      ready={chosen !== null && NAME.test(name)}
      foresee={() => told(name, chosen?.text ?? '')}
      describe={(effect) => <Effect effect={effect} />}
      refuse={(error) => <Problems error={error} />}
      perform={(reason) => importSet(name, chosen?.text ?? '', reason)}
      done={() => {
        setChosen(null);
        setTyped('');
        for (const key of ['evaluation-sets', 'evaluation-set'])
          void client.invalidateQueries({ queryKey: [key] });
        done?.(name);
      }}
    />
  );
};

const told = (name: string, text: string): Promise<ImportEffect> =>
  text.length > LARGEST
    ? Promise.reject(new Error('The file is larger than 1 MB. Make two sets of it.'))
    : importSet(name, text, null);

const Effect = ({
  effect: { cases, replaces, added, changed, removed },
}: {
  effect: ImportEffect;
}) => {
  if (!replaces) return <p>Makes a new set of {countOf(cases)}.</p>;
  const lines = [
    ['New', added],
    ['Changed', changed],
    ['Taken out', removed],
  ] as const;
  return (
    <>
      <p>Makes the set exactly the {countOf(cases)} of the file.</p>
      <ul className="import-effect">
        {lines.map(([what, ids]) => (
          <li key={what}>
            {what}: {ids.length === 0 ? 'none' : ids.join(', ')}
          </li>
        ))}
      </ul>
    </>
  );
};

const countOf = (cases: number): string => `${cases} ${cases === 1 ? 'case' : 'cases'}`;

const Problems = ({ error }: { error: Error }) => {
  const problems = error instanceof ApiError ? error.problems : [];
  if (problems.length === 0) return <Failed error={error} />;
  return (
    <div className="state state-bad" role="alert">
      <strong>The file is not an evaluation set yet.</strong> Mend it and choose it again.
      <ol className="file-problems">
        {problems.map(({ line, field, expected, found }) => (
          <li key={`${line} ${field}`}>
            <b>Line {line}</b> <code>{field}</code>: expected {expected}, found {found}.
          </li>
        ))}
      </ol>
    </div>
  );
};
