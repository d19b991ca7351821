import type { WhatIfOptions } from '../../api/what-if';
import { Field } from '../../ui/field';
import type { Draft } from './draft';
import type { FieldsProps } from './session-fields';

interface Props extends FieldsProps {
  readonly options: WhatIfOptions | undefined;
}

/** Model, prompt and articles: what says other words. */
export const AnswerFields = ({ draft, change, options }: Props) => (
  <fieldset>
    <legend>Answers</legend>
    <div className="form-row">
      <ModelField draft={draft} change={change} options={options} />
      <PromptField draft={draft} change={change} options={options} />
      <KnowledgeField draft={draft} change={change} />
    </div>
    {draft.prompt.id !== '' && (
      <Field label={`Prompt ${draft.prompt.id}`} hint="Change it here; it must keep {nonce}">
        <textarea
          spellCheck={false}
          value={draft.prompt.text}
          onChange={({ target }) => change({ prompt: { ...draft.prompt, text: target.value } })}
        />
      </Field>
    )}
    <label className="what-if-check">
      <input
        type="checkbox"
        checked={draft.answerer}
        onChange={({ target }) => change({ answerer: target.checked })}
      />
      Ask for answers that the record does not have; without, good ones are taken for granted
    </label>
    <label className="what-if-check">
      <input
        type="checkbox"
        checked={draft.baseline}
        onChange={({ target }) => change({ baseline: target.checked })}
      />
      Ask the baseline again, too, even if it costs money
    </label>
  </fieldset>
);

const ModelField = ({ draft, change, options }: Props) => (
  <Field label="Model" hint="Of the same provider; “extractive” is none">
    <input
      value={draft.model}
      list="models"
      placeholder={options?.models[0]?.model ?? 'As it was'}
      onChange={({ target }) => change({ model: target.value })}
    />
    <datalist id="models">
      <option value="extractive" />
      {options?.models.map(({ workspace, model }) => (
        <option key={workspace} value={model} />
      ))}
    </datalist>
  </Field>
);

const PromptField = ({ draft, change, options }: Props) => (
  <Field label="Prompt" hint="Needs a model">
    <select
      value={draft.prompt.id}
      onChange={({ target: { value } }) => {
        const text = options?.prompts.find(({ id }) => id === value)?.text ?? '';
        change({ prompt: { id: value, text } });
      }}
    >
      <option value="">As it is</option>
      {options?.prompts.map(({ id, version }) => (
        <option key={id} value={id}>
          Change {id}/{version}
        </option>
      ))}
    </select>
  </Field>
);

const KnowledgeField = ({ draft, change }: FieldsProps) => (
  <>
    <Field label="Articles">
      <select
        value={draft.knowledge}
        onChange={({ target }) => change({ knowledge: target.value as Draft['knowledge'] })}
      >
        <option value="">As they were then</option>
        <option value="now">As they are now</option>
        <option value="at">As they were at …</option>
      </select>
    </Field>
    {draft.knowledge === 'at' && (
      <Field label="Articles of">
        <input
          type="datetime-local"
          required
          value={draft.knowledgeAt}
          onChange={({ target }) => change({ knowledgeAt: target.value })}
        />
      </Field>
    )}
  </>
);
