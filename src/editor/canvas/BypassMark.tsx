import './bypass.css';

/** Says on a card that training passes the node over. */
export function BypassMark({ id }: { readonly id: string }) {
  return (
    <span className="bypass-mark" title={`${id} is bypassed: what comes in goes out unchanged`}>
      bypassed
    </span>
  );
}
