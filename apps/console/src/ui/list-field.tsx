import { useState } from 'react';
import { FormField } from './form-field';

/** Short texts with commas between them; the comma that is being typed stays. */
export const ListField = ({
  values,
  change,
  ...field
}: {
  label: string;
  help: string;
  problem: string | undefined;
  values: readonly string[];
  change: (values: string[]) => void;
}) => {
  const [text, setText] = useState(() => values.join(', '));
  return (
    <FormField
      {...field}
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        change(valuesIn(target.value));
      }}
    />
  );
};

const valuesIn = (text: string): string[] =>
  text
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
