// Values that are watched. Whoever reads one while they draw, compute or take effect is
// told when it has changed, and nobody subscribes to anything: what each has read is
// remembered with what it was then, and looked at again after every change. There are
// some hundreds who read and a few changes a second, so to look is cheaper than to keep
// account, and whatever is not in the page any more is forgotten with it.
import { Component, options, type VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** A value that may be read. Only value is watched; peek is not. */
export type ReadonlySignal<T> = { readonly value: T; readonly peek: () => T };

/** A value that may be changed. */
export type Signal<T> = ReadonlySignal<T> & { value: T };

/** What somebody has read, and what it was. */
type Read = Map<ReadonlySignal<unknown>, unknown>;

/** Somebody who has read, and what tells them that it has changed. */
type Watcher = { read: Read; readonly tell: () => void };

const watchers = new Map<unknown, Watcher>();
let reading: Read | undefined; // by whoever is at it
let changes = 0; // so far
let held = 0; // by batches, and while others are told

export function signal<T>(value: T): Signal<T> {
  return {
    get value() {
      reading?.set(this, value);
      return value;
    },
    set value(to) {
      if (to === value) return;
      value = to;
      changes++;
      batch(() => {});
    },
    peek: () => value,
  };
}

/** A value that follows from others. It is computed when it is read, and again only when one of them has changed. */
export function computed<T>(from: () => T): ReadonlySignal<T> {
  let value: T;
  let read: Read | undefined;
  let asOf = -1; // which change
  const peek = () => {
    if (asOf !== changes && (!read || changed(read))) {
      read = new Map();
      value = whileReading(read, from);
    }
    asOf = changes;
    return value;
  };
  return {
    get value() {
      const now = peek();
      reading?.set(this, now);
      return now;
    },
    peek,
  };
}

/** Does something now, and again whenever what it reads has changed; returns what ends that. */
export function effect(run: () => void): () => void {
  const watcher: Watcher = { read: new Map(), tell: () => whileReading((watcher.read = new Map()), run) };
  watchers.set(watcher, watcher);
  batch(watcher.tell);
  return () => void watchers.delete(watcher);
}

/** Makes some changes that are told of once. */
export function batch(run: () => void): void {
  held++;
  try {
    run();
    if (held === 1) tellAll();
  } finally {
    held--;
  }
}

/** Tells those whose reading has changed, until nobody has anything more to change because of it. */
function tellAll(): void {
  let told;
  do {
    told = changes;
    for (const { read, tell } of watchers.values()) if (changed(read)) tell();
  } while (told !== changes);
}

/** A watched value that a component keeps. */
export function useSignal<T>(value: T): Signal<T> {
  return useState(() => signal(value))[0];
}

/** An effect that lasts as long as a component. */
export function useSignalEffect(run: () => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => effect(() => latest.current()), []);
}

function changed(read: Read): boolean {
  for (const [one, was] of read) if (one.peek() !== was) return true;
  return false;
}

function whileReading<T>(read: Read, run: () => T): T {
  const before = reading;
  reading = read;
  try {
    return run();
  } finally {
    reading = before;
  }
}

// How the steps of drawing are called in Preact, as its own hooks know them: before
// something is compared with what is there, before it is drawn, after, and when it goes.
type Step = "__b" | "__r" | "diffed" | "unmount";

const component = "__c"; // where what is drawn has its component

type Drawn = VNode & { readonly [component]?: Component };

/** Does something at a step of drawing, before whatever else is done there. */
function at(step: Step, run: (of: Component | undefined) => void): void {
  const steps = options as Partial<Record<Step, (drawn: Drawn) => void>>;
  const then = steps[step];
  steps[step] = drawn => {
    run(drawn[component]);
    then?.(drawn);
  };
}

const nobody = () => (reading = undefined);
at("__b", nobody);
at("diffed", nobody);
at("unmount", of => watchers.delete(of));
at("__r", of => {
  reading = new Map();
  watchers.set(of, { read: reading, tell: () => of?.setState({}) });
});

/** A component that watches something is drawn again when that or what it is given has changed, and not only because what it stands in is. */
Component.prototype.shouldComponentUpdate = function (to: Readonly<Record<string, unknown>>) {
  const read = watchers.get(this)?.read;
  const { props } = this as { readonly props: Readonly<Record<string, unknown>> };
  return !read?.size || changed(read) || Object.keys({ ...props, ...to }).some(name => props[name] !== to[name]);
};
