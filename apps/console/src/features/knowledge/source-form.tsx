import { useState } from 'react';
import type { FieldProblem } from '../../api/client';
import type { KnowledgeSourceSettings } from '../../api/knowledge';
import type { InForce, WorkspaceDraft } from '../../api/setup';
import { DraftForm, problemAt } from '../../ui/draft-form';
import { FormField } from '../../ui/form-field';
import { ListField } from '../../ui/list-field';

export const KINDS: Readonly<Record<KnowledgeSourceSettings['kind'], string>> = {
  intercom: 'Intercom articles',
  front: 'Front help center',
  hubspot: 'HubSpot knowledge base',
  web: 'Web pages',
  folder: 'Folder of Markdown files',
};

const HELP_CENTERS: readonly string[] = ['intercom', 'front', 'hubspot'];

interface Given {
  readonly workspace: string;
  readonly inForce: InForce;
}

export const AddSource = (given: Given) => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        Add a source
      </button>
      {open && (
        <div className="source">
          <SourceForm {...given} source={null} done={() => setOpen(false)} />
        </div>
      )}
    </>
  );
};

const NEW: KnowledgeSourceSettings = {
  id: '',
  kind: 'intercom',
  select: ['*'],
  enabled: true,
  everyMinutes: 60,
};

/** `source`: the one in force; `null`: a new one. */
export const SourceForm = ({
  workspace,
  inForce,
  source,
  done,
}: Given & { source: KnowledgeSourceSettings | null; done: () => void }) => {
  const [typed, setTyped] = useState(source ?? NEW);
  const set = (change: Partial<KnowledgeSourceSettings>) => setTyped({ ...typed, ...change });
  const draft = withSource(inForce.draft, source?.id ?? null, typed);
  const at = `knowledge.${indexOf(inForce.draft, source?.id ?? null)}`;
  return (
    <DraftForm workspace={workspace} inForce={inForce} draft={draft} saved={done}>
      {(problems) => (
        <>
          <FormField
            label="Name"
            required
            readOnly={source !== null}
            value={typed.id}
            onChange={({ target }) => set({ id: target.value })}
            problem={problemAt(problems, `${at}.id`)}
            help="Short, in lower-case letters, as in help-center."
          />
          <div className="form-field">
            <label htmlFor={`kind-${workspace}-${at}`}>Kind</label>
            <select
              id={`kind-${workspace}-${at}`}
              value={typed.kind}
              disabled={source !== null}
              onChange={({ target }) =>
                set({ kind: target.value as KnowledgeSourceSettings['kind'] })
              }
            >
              {Object.entries(KINDS).map(([kind, name]) => (
                <option key={kind} value={kind}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          <Where typed={typed} set={set} problems={problems} at={at} />
          <FormField
            label="Sync every (minutes)"
            type="number"
            min={1}
            required
            value={typed.everyMinutes}
            onChange={({ target }) => set({ everyMinutes: Number(target.value) })}
            problem={problemAt(problems, `${at}.everyMinutes`)}
          />
          <label className="tick">
            <input
              type="checkbox"
              checked={typed.enabled}
              onChange={({ target }) => set({ enabled: target.checked })}
            />
            <span>Switched on</span>
          </label>
        </>
      )}
    </DraftForm>
  );
};

const Where = ({
  typed,
  set,
  problems,
  at,
}: {
  typed: KnowledgeSourceSettings;
  set: (change: Partial<KnowledgeSourceSettings>) => void;
  problems: readonly FieldProblem[];
  at: string;
}) =>
  HELP_CENTERS.includes(typed.kind) ? (
    <ListField
      label="Help centers"
      values={typed.select}
      change={(select) => set({ select })}
      problem={problemAt(problems, `${at}.select`)}
      help="Ids with commas between them; * for all. It is read with the token of the workspace’s connection."
    />
  ) : (
    <FormField
      label={typed.kind === 'web' ? 'Address' : 'Path'}
      required
      value={typed.location ?? ''}
      onChange={({ target }) => set({ location: target.value, select: ['*'] })}
      problem={problemAt(problems, `${at}.location`)}
      help={
        typed.kind === 'web'
          ? 'Of a sitemap, or of a first page.'
          : 'Below the folder that knowledge-sync may read.'
      }
    />
  );

const sourcesIn = ({ knowledge = [] }: WorkspaceDraft): readonly KnowledgeSourceSettings[] =>
  knowledge as readonly KnowledgeSourceSettings[];

const indexOf = (draft: WorkspaceDraft, id: string | null): number => {
  const sources = sourcesIn(draft);
  const found = sources.findIndex((source) => source.id === id);
  return found < 0 ? sources.length : found;
};

const withSource = (
  draft: WorkspaceDraft,
  id: string | null,
  source: KnowledgeSourceSettings,
): WorkspaceDraft => {
  const sources = [...sourcesIn(draft)];
  sources[indexOf(draft, id)] = source;
  return { ...draft, knowledge: sources };
};

export const without = (draft: WorkspaceDraft, id: string): WorkspaceDraft => ({
  ...draft,
  knowledge: sourcesIn(draft).filter((source) => source.id !== id),
});
