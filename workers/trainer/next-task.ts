const yields: (() => void)[] = [];
let channel: MessageChannel | null = null;

/** Lets pending messages be handled, without the 4 ms that browsers make a repeated timeout wait. */
export function nextTask(): Promise<void> {
  if (typeof setImmediate === 'function') return new Promise((resolve) => setImmediate(resolve));
  if (!channel) {
    channel = new MessageChannel();
    channel.port1.onmessage = () => yields.shift()?.();
  }
  const { port2 } = channel;
  return new Promise((resolve) => {
    yields.push(resolve);
    port2.postMessage(null);
  });
}
