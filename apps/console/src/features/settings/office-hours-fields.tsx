import { useId } from 'react';
import { FormField } from '../../ui/form-field';
import { ListField } from '../../ui/list-field';
import type { FieldsProps, Rules } from './rules-form';
import { Tick } from './tick';

type Hours = NonNullable<Rules['officeHours']>;
type Range = Hours['weekly'][number];

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const OUTSIDE: readonly (readonly [Rules['outsideOfficeHours'], string])[] = [
  ['answer', 'Answers as usual'],
  ['hand-off', 'Hands off to people'],
  ['stay-silent', 'Stays silent'],
];

/** Nine to five in the time zone of this browser. */
const usual = (): Hours => ({
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' })),
  closedOn: [],
});

/** When people are there, and what the AI does when they are not. */
export const OfficeHoursFields = ({ rules, set, problem }: FieldsProps) => {
  const id = useId();
  const { officeHours: hours } = rules;
  const change = (part: Partial<Hours>) =>
    set({ officeHours: hours === null ? null : { ...hours, ...part } });
  return (
    <fieldset className="rules-group">
      <legend>Office hours</legend>
      <Tick
        label="People are there at certain hours only"
        checked={hours !== null}
        change={(on) => set({ officeHours: on ? usual() : null })}
      />
      {hours !== null && (
        <>
          <FormField
            label="Time zone"
            required
            value={hours.timeZone}
            onChange={({ target }) => change({ timeZone: target.value })}
            problem={problem('officeHours.timeZone')}
            help="As in Europe/Berlin."
          />
          <Week hours={hours} change={(weekly) => change({ weekly })} problem={problem} />
          <ListField
            label="Closed on"
            values={hours.closedOn}
            change={(closedOn) => change({ closedOn })}
            problem={problem('officeHours.closedOn')}
            help="Days with commas between them, as in 2026-12-24, 2026-12-25."
          />
          <div className="form-field">
            <label htmlFor={id}>Outside these hours the AI</label>
            <select
              id={id}
              value={rules.outsideOfficeHours}
              onChange={({ target }) =>
                set({ outsideOfficeHours: target.value as Rules['outsideOfficeHours'] })
              }
            >
              {OUTSIDE.map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          </div>
        </>
      )}
    </fieldset>
  );
};

const Week = ({
  hours: { weekly },
  change,
  problem,
}: {
  hours: Hours;
  change: (weekly: Range[]) => void;
  problem: FieldsProps['problem'];
}) => (
  <>
    <ul className="week">
      {weekly.map((range, index) => (
        <li key={index}>
          <select
            aria-label={`Day of range ${index + 1}`}
            value={range.day}
            onChange={({ target }) =>
              change(weekly.with(index, { ...range, day: Number(target.value) }))
            }
          >
            {DAYS.map((name, day) => (
              <option key={name} value={day}>
                {name}
              </option>
            ))}
          </select>
          <input
            aria-label={`From, range ${index + 1}`}
            value={range.from}
            onChange={({ target }) => change(weekly.with(index, { ...range, from: target.value }))}
          />
          –
          <input
            aria-label={`To, range ${index + 1}`}
            value={range.to}
            onChange={({ target }) => change(weekly.with(index, { ...range, to: target.value }))}
          />
          <button
            type="button"
            className="quiet"
            aria-label={`Remove range ${index + 1}`}
            onClick={() => change(weekly.toSpliced(index, 1))}
          >
            Remove
          </button>
          {problem(`officeHours.weekly.${index}.`) !== undefined && (
            <strong className="field-problem">{problem(`officeHours.weekly.${index}.`)}</strong>
          )}
        </li>
      ))}
    </ul>
    <div className="form-actions">
      <button
        type="button"
        className="quiet"
        onClick={() => change([...weekly, { day: 1, from: '09:00', to: '17:00' }])}
      >
        Add hours
      </button>
    </div>
  </>
);
