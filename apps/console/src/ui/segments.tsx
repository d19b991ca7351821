/** One of a few, all of them visible. */
export const Segments = <T extends string>({
  label,
  options,
  chosen,
  choose,
}: {
  label: string;
  options: readonly (readonly [T, string])[];
  chosen: T;
  choose: (value: T) => void;
}) => (
  <div className="segments" role="group" aria-label={label}>
    {options.map(([value, name]) => (
      <button
        key={value}
        type="button"
        aria-pressed={chosen === value}
        onClick={() => choose(value)}
      >
        {name}
      </button>
    ))}
  </div>
);
