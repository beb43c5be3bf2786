import type { ReactNode } from 'react';
import { createStore } from 'zustand/vanilla';

/**
 * What a tool puts on the wires of the drawing while it is open, by the wire's id. It stands below the middle of the line; whoever
 * put it there takes it away.
 */
export const onWires = createStore<Readonly<Record<string, ReactNode>>>()(() => ({}));
