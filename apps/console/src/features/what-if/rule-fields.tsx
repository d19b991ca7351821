import { Field } from '../../ui/field';
import type { FieldsProps } from './session-fields';

type Rule = readonly [path: string, label: string, kind: 'yes-no' | 'number', hint?: string];

const RULES: readonly Rule[] = [
  ['enabled', 'The integration answers', 'yes-no'],
  ['handleUnassigned', 'Answer what nobody owns', 'yes-no'],
  ['processOnAssignment', 'Wait for an assignment', 'yes-no'],
  ['confidenceFloor', 'Confidence floor', 'number', '0 to 1'],
];

const WAITS: readonly Rule[] = [
  ['waitMs.web', 'Wait on the web', 'number', 'Milliseconds'],
  ['waitMs.email', 'Wait on e-mail', 'number', 'Milliseconds'],
  ['waitMs.chat', 'Wait in chat', 'number', 'Milliseconds'],
  ['watchdogMs', 'Watchdog', 'number', 'Milliseconds'],
];

/** Rules and waits; what is left as it was is not sent. */
export const RuleFields = (props: FieldsProps) => (
  <>
    <fieldset>
      <legend>Rules</legend>
      <div className="form-row">
        <Rules {...props} rules={RULES} />
      </div>
    </fieldset>
    <fieldset>
      <legend>Waits</legend>
      <div className="form-row">
        <Rules {...props} rules={WAITS} />
      </div>
    </fieldset>
    <details className="what-if-more" open={props.draft.json !== ''}>
      <summary>Any other rule</summary>
      <Field
        label="Rules as JSON"
        hint="Any part of a workspace’s rules; unknown names and wrong values are told"
      >
        <textarea
          spellCheck={false}
          value={props.draft.json}
          onChange={({ target }) => props.change({ json: target.value })}
          placeholder='{ "handoff": { "triggers": { "frustration": false } } }'
        />
      </Field>
    </details>
  </>
);

const Rules = ({ draft, change, rules }: FieldsProps & { readonly rules: readonly Rule[] }) =>
  rules.map(([path, label, kind, hint]) => {
    const value = draft.rules[path] ?? '';
    const set = (text: string) => change({ rules: { ...draft.rules, [path]: text } });
    return (
      <Field key={path} label={label} {...(hint === undefined ? {} : { hint })}>
        {kind === 'yes-no' ? (
          <select value={value} onChange={({ target }) => set(target.value)}>
            <option value="">As it was</option>
            <option value="true">Yes</option>
            <option value="false">No</option>
          </select>
        ) : (
          <input
            type="number"
            min={0}
            step="any"
            value={value}
            placeholder="As it was"
            onChange={({ target }) => set(target.value)}
          />
        )}
      </Field>
    );
  });
