/** Text whose web addresses are links. Other schemes stay text. */
export function Linked({ text }: { readonly text: string }) {
  const parts = text.split(/(https?:\/\/[^\s)]+)/);
  return parts.map((part, i) =>
    i % 2 === 1 ? (
      <a key={part} href={part} target="_blank" rel="noreferrer">
        {part.replace(/^https?:\/\//, '')}
      </a>
    ) : (
      part
    ),
  );
}
