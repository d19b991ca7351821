import type { InputHTMLAttributes, ReactNode } from 'react';
import { useId } from 'react';
import './form.css';

/** A labelled input with its help, and what is wrong with it. */
export const FormField = ({
  label,
  help,
  problem,
  ...input
}: {
  label: string;
  help?: ReactNode;
  problem?: string | undefined;
} & InputHTMLAttributes<HTMLInputElement>) => {
  const id = useId();
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        aria-describedby={`${id}-help`}
        aria-invalid={problem !== undefined}
        autoComplete="off"
        spellCheck={false}
        {...input}
      />
      <small id={`${id}-help`}>
        {problem !== undefined && <strong className="field-problem">{problem} </strong>}
        {help}
      </small>
    </div>
  );
};
