/** `teacherEncoder` as “teacher encoder”. */
const inWords = (id: string): string => id.replace(/([a-z])([A-Z0-9])/g, '$1 $2').toLowerCase();

interface FarTitleProps {
  readonly id: string;
  readonly label: string;
  /** Other nodes have the same title. */
  readonly hasTwins: boolean;
}

/** What a card says when it is seen from afar: its title alone, large, and its name where the title is not enough. */
export function FarTitle({ id, label, hasTwins }: FarTitleProps) {
  return (
    <div className="card-far" aria-hidden>
      {label}
      {hasTwins && <span className="card-far-id">{inWords(id)}</span>}
    </div>
  );
}
