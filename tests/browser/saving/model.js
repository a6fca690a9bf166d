// A server, two devices and a bad network, all in a clock of their own: schedules by chance of the very outbox.

import { openOutbox } from "./outbox.js";

const NOTE = ["--note.n", "--note.n.filed"];
const GROUPS = [["one.a"], ["one.b"], ["two.c"], ["two.day.d", "two.day.m"], NOTE];
const OWN = { A: ["one.of-a"], B: ["one.of-b"] };
/** The inputs of an answer that are typed in: where a note is filed is none. */
const boxesOf = (group) => group.filter((name) => name !== NOTE[1]);
const NAMES = [...GROUPS, ...Object.values(OWN)].flat();
const LENGTH = 40;
const GIVEN_UP_AFTER = 8_000;

/** Run so many schedules from a seed; return what is wrong with the first that is. */
export async function run(seed, count) {
  for (let number = 0; number < count; number += 1) {
    const world = new World(seed * 1_000_003 + number);
    const fault = await world.run();
    if (fault) {
      return { fault, number, story: world.story.slice(-200) };
    }
  }
  return { fault: "", number: count, story: [] };
}

function chanceOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The server as it is: merging answer by answer, and doing each operation once. Words for a note that somebody else changed
 * are another note.
 */
class Server {
  constructor() {
    this.revision = 0;
    this.history = [];
    this.done = new Map();
    this.aside = new Map();
  }

  /** Keep words that gave way, once for each operation. */
  setAside({ id, aside }) {
    if (this.submitted && !this.aside.has(id)) {
      return { closed: "submitted" };
    }
    this.aside.set(id, Object.values(aside));
    return { revision: this.revision };
  }

  entries(revision = this.revision) {
    const found = this.history.filter((each) => each.revision <= revision);
    return Object.fromEntries(found.map(({ name, value }) => [name, value]));
  }

  /** Submit once, when nobody changed anything since; a repeat is answered like the first. */
  submit({ id, base }) {
    if (!this.submitted && base !== this.revision) {
      return { status: 409, body: { refused: "Changed meanwhile." } };
    }
    this.submitted ||= id;
    return { status: 200, body: { submitted: "/receipt" } };
  }

  save({ id, base, answers, groups }) {
    if (this.submitted && !this.done.has(id)) {
      return { closed: "submitted" };
    }
    if (!this.done.has(id)) {
      const said = this.merge(base, answers, groups);
      this.done.set(id, JSON.stringify(said));
      this.aside.set(id, said.conflicts.map(({ name }) => answers[name]));
    }
    return JSON.parse(this.done.get(id));
  }

  merge(base, answers, groups) {
    const seen = this.entries(base);
    const stood = this.entries();
    const [accepted, clashing, aside] = [{}, [], []];
    for (const group of groups) {
      const read = (from) => JSON.stringify(group.map((name) => from[name] ?? ""));
      if (read(answers) === read(seen) || read(answers) === read(stood)) {
        continue;
      }
      if (read(seen) === read(stood)) {
        group.filter((name) => (stood[name] ?? "") !== answers[name]).forEach((name) => { accepted[name] = answers[name]; });
      } else if (group === groups.find((each) => each.includes(NOTE[0]))) {
        aside.push(...group);
        Object.assign(accepted, answers[NOTE[0]] && { [`--note.${this.revision}`]: answers[NOTE[0]] });
      } else {
        clashing.push(group);
      }
    }
    if (Object.keys(accepted).length) {
      this.revision += 1;
      Object.entries(accepted).forEach(([name, value]) => this.history.push({ revision: this.revision, name, value }));
    }
    const now = this.entries();
    const differing = clashing.flat().filter((name) => (stood[name] ?? "") !== answers[name]);
    const isSaved = (name) => ![...clashing.flat(), ...aside].includes(name) && (now[name] ?? "") === answers[name];
    const saved = Object.keys(answers).filter(isSaved);
    const wrote = new Set(this.history.filter(({ revision }) => revision > base).map(({ name }) => name));
    const changed = [...wrote].filter((name) => !saved.includes(name) && !differing.includes(name));
    return {
      revision: this.revision,
      saved,
      conflicts: differing.map((name) => ({ name, theirs: now[name] ?? "" })),
      cleared: [],
      changed: Object.fromEntries(changed.map((name) => [name, now[name] ?? ""])),
    };
  }
}

/** Two devices at one server. No word vanishes: each is in an answer, in the history, set aside, or on a device with a reason. */
class World {
  constructor(seed) {
    this.chance = chanceOf(seed);
    this.server = new Server();
    this.now = 0;
    this.events = [];
    this.story = [];
    this.words = 0;
    this.isBad = true;
    this.fault = "";
    this.excused = new Set();
    this.acknowledged = new Set();
    this.typedBack = new Set();
    this.devices = [new Device(this, "A"), new Device(this, "B")];
  }

  among(list) {
    return list[Math.floor(this.chance() * list.length)];
  }

  tell(...words) {
    this.story.push(`${Math.round(this.now)} ${words.map((each) => (typeof each === "string" ? each : JSON.stringify(each))).join(" ")}`);
  }

  after(milliseconds, act) {
    const event = { at: this.now + milliseconds, act };
    this.events.push(event);
    return () => { event.act = () => {}; };
  }

  /** Let time go by until nothing happens any more, or for so long. */
  async pass(milliseconds = Infinity) {
    const end = this.now + milliseconds;
    await settled();
    while (this.events.length) {
      const next = this.events.reduce((one, two) => (two.at < one.at ? two : one));
      if (next.at > end) {
        break;
      }
      this.events.splice(this.events.indexOf(next), 1);
      this.now = Math.max(this.now, next.at);
      next.act();
      await settled();
    }
    this.now = milliseconds === Infinity ? this.now : end;
  }

  async run() {
    for (const device of this.devices) {
      await device.open();
    }
    for (let step = 0; step < LENGTH && !this.fault; step += 1) {
      await this.among(this.devices).act(this.chance());
      await this.pass(this.chance() < 0.5 ? this.chance() * 400 : this.chance() * 6000);
      this.devices.forEach((device) => device.check());
    }
    await this.end();
    return this.fault;
  }

  /** Mend the network, settle what is open, and look whether every word is where it belongs. */
  async end() {
    this.isBad = false;
    for (let round = 0; round < 6 && !this.fault; round += 1) {
      for (const device of this.devices) {
        await this.pass();
        device.decideAll();
        await this.pass();
        device.type(OWN[device.name], false);
        await this.pass();
        device.check();
      }
    }
    await this.submit();
    this.look();
  }

  /** Submit from one device while the other goes on typing, on a bad network again. */
  async submit() {
    this.isBad = true;
    const [one, two] = this.devices;
    for (let round = 0; round < 8 && !this.server.submitted; round += 1) {
      this.isBad = round < 2;
      one.type(this.among(GROUPS), false);
      one.typeAnew();
      one.submit();
      if (round < 2 && this.chance() < 0.5) {
        two.type(this.among(GROUPS), false);
      }
      if (this.isBad && this.chance() < 0.3) {
        await this.pass(this.chance() * 2000);
        await one.restart();
      }
      await this.pass();
      if (this.now >= one.failsFrom) {
        await one.restart();
      }
      this.devices.forEach((device) => device.decideAll());
      await this.pass();
    }
    if (!this.server.submitted) {
      this.blame("it was never submitted");
    }
    this.isBad = false;
    for (const device of this.devices) {
      await device.restart();
      await this.pass();
    }
  }

  look() {
    const count = (word) => this.server.history.filter(({ value }) => value === word).length;
    const aside = [...this.server.aside.values()].flat();
    const kept = new Set([...aside, ...this.devices.flatMap((device) => device.wordsWithAReason())]);
    for (let number = 1; number <= this.words; number += 1) {
      const word = `w${number}`;
      const isHeldStill = this.devices.some(({ hasFailed, own }) => hasFailed && own.has(word));
      const isOften = count(word) > 1 && !this.typedBack.has(word) && !isHeldStill;
      if (this.acknowledged.has(word) && (count(word) < 1 || isOften)) {
        this.blame(`${word} was acknowledged and is ${count(word)} times on the server`);
      }
      if (!count(word) && !kept.has(word) && !this.excused.has(word)) {
        this.blame(`${word} is lost`);
      }
    }
    const stands = this.server.entries();
    for (const { page, outbox, name: device } of this.devices) {
      const free = NAMES.filter((name) => name !== OWN.B[0] && !outbox.list.operations.some(({ answers }) => name in answers));
      for (const name of free.filter((each) => (page.get(each) ?? "") !== (stands[each] ?? ""))) {
        this.blame(`${device} shows ${name} as ${page.get(name)} in the end, and there stands ${stands[name]}`);
      }
      if (outbox.list.operations.some(({ refused, theirs }) => !refused && !theirs)) {
        this.blame(`${device} has something unsent in the end`);
      }
    }
  }

  blame(fault) {
    this.fault ||= fault;
    this.tell("FAULT", fault);
  }
}

class Device {
  constructor(world, name) {
    Object.assign(this, { world, name, kept: new Map(), page: new Map(), life: 0, own: new Set(), seen: new Set(), durable: new Set() });
  }

  /** Open the page anew, with the store as it was left and what the server has. */
  async open() {
    this.life += 1;
    const own = this.life;
    this.failsFrom = this.world.isBad && this.world.chance() < 0.15 ? this.world.now + this.world.chance() * 10_000 : Infinity;
    const { server } = this.world;
    const kept = server.entries();
    this.page = new Map(Object.entries(kept));
    this.see(Object.values(kept));
    this.queue = Promise.resolve();
    this.state = null;
    const isOld = () => own !== this.life;
    this.outbox = await openOutbox({
      store: this.store(isOld),
      send: (op) => this.send(structuredClone(op), isOld),
      changed: (state) => { this.state = isOld() ? this.state : state; },
      show: (values) => isOld() || this.show(values),
      later: (milliseconds, act) => this.world.after(milliseconds, () => isOld() || act()),
      chance: this.world.chance,
      newId: () => `${this.name}${this.life}-${this.world.chance()}`,
      moment: () => this.world.now,
      base: server.revision,
      kept,
    });
    this.world.tell(this.name, "opens at", server.revision, [...this.kept.values()]);
  }

  show(values) {
    Object.entries(values).forEach(([name, text]) => this.page.set(name, text));
    this.see(Object.values(values));
  }

  see(words) {
    words.forEach((word) => this.seen.add(word));
  }

  /** Nothing is ever written over that did not stand before whoever wrote over it. */
  lookAtOverwriting(stood, revision) {
    const { history } = this.world.server;
    const wrote = history.filter((each) => each.revision === revision && revision > stood.revision);
    for (const { name } of wrote.filter((each) => stood.entries[each.name] && !this.seen.has(stood.entries[each.name]))) {
      this.world.blame(`${this.name} wrote over ${stood.entries[name]} at ${name} without having seen it`);
    }
  }

  /**
   * A store that takes its time, does one thing after the other, and is left as it is when the page goes; the browser may
   * close it under a page, which then asks it in vain.
   */
  store(isOld) {
    const { world, kept } = this;
    const wait = () => new Promise((resolve) => { world.after(world.chance() < 0.7 ? 0 : world.chance() * 50, resolve); });
    const inTurn = (act) => {
      if (isOld()) {
        return new Promise(() => {});
      }
      const turn = this.queue.then(wait).then(() => {
        if (isOld()) {
          return new Promise(() => {});
        }
        if (world.now >= this.failsFrom) {
          this.hasFailed = true;
          throw new Error("This browser has let go of what it kept.");
        }
        return act();
      });
      this.queue = turn.catch(() => {});
      return turn;
    };
    return {
      lasting: true,
      all: async () => structuredClone([...kept.values()]),
      others: () => inTurn(() => 0),
      put: (op) => inTurn(() => { kept.set(op.id, op); wordsOf(op).forEach((word) => this.durable.add(word)); }),
      remove: (id) => inTurn(() => { kept.delete(id); }),
    };
  }

  send(op, isOld) {
    const { world } = this;
    return new Promise((resolve) => {
      let isAnswered = false;
      const answer = (status, body = {}) => {
        if (!isAnswered && !isOld()) {
          isAnswered = true;
          world.tell(this.name, "gets", status, body);
          resolve({ status, body });
        }
      };
      const arrive = () => {
        if (op.kind === "submit") {
          return this.arrivesAsSubmission(op);
        }
        if (op.kind === "aside") {
          world.tell("the server is to set aside", op.id, op.aside);
          return world.server.setAside(op);
        }
        if (new Set(Object.keys(op.answers).map((name) => name.split(".", 1)[0])).size !== 1) {
          world.blame(`${this.name} sends answers of several sections at once`);
        }
        const stood = { revision: world.server.revision, entries: world.server.entries() };
        const body = world.server.save(op);
        if (body.closed) {
          return body;
        }
        this.lookAtOverwriting(stood, body.revision);
        world.tell("the server did", op.id, op.base, op.answers, "at", body.revision);
        return body;
      };
      const answered = () => {
        const body = arrive();
        if (!Number.isInteger(body.revision)) {
          world.after(world.chance() * 200, () => answer(body.submitted ? 200 : 409, body));
          return;
        }
        (body.conflicts ?? []).forEach((each) => this.lookAtClash(each));
        world.after(world.chance() * 200, () => {
          if (!isAnswered && !isOld()) {
            (body.saved ?? []).filter((name) => GROUPS.some((group) => group.length === 1 && group[0] === name)).forEach((name) => world.acknowledged.add(op.answers[name]));
          }
          answer(200, body);
        });
      };
      const fate = world.isBad ? world.chance() : 1;
      world.tell(this.name, "sends", op.id, op.base, op.answers, fate.toFixed(2));
      if (Object.values(op.answers).some((text) => text.startsWith("refused"))) {
        world.after(world.chance() * 100, () => answer(400, { refused: "Not saved." }));
      } else if (fate < 0.12) {
        world.after(world.chance() * 3000, () => answer(0));
      } else if (fate < 0.24) {
        world.after(world.chance() * 100, () => { arrive(); world.after(world.chance() * 3000, () => answer(0)); });
      } else if (fate < 0.32) {
        world.after(GIVEN_UP_AFTER, () => answer(0));
        world.after(world.chance() * 20_000, arrive);
      } else if (fate < 0.4) {
        world.after(world.chance() * 100, answered);
        world.after(world.chance() * 5000, arrive);
      } else if (fate < 0.45) {
        world.after(world.chance() * 100, () => answer(world.among([503, 401, 429])));
      } else {
        world.after(world.chance() * 100, answered);
      }
    });
  }

  async act(chance) {
    if (chance > 0.95) {
      this.typeBack(this.world.among(GROUPS));
    } else if (chance < 0.68) {
      this.type(this.world.among(GROUPS), chance < 0.02);
    } else if (chance < 0.78) {
      this.decide();
    } else if (chance < 0.9) {
      await this.restart();
    } else {
      this.outbox.pump();
    }
  }

  /** A submission comes after all that was typed before it on its device. */
  arrivesAsSubmission(op) {
    const { world } = this;
    const before = this.outbox.list.operations.filter(({ order, kind, refused }) => kind === "save" && order < op.order && !refused);
    if (!world.server.submitted && before.length) {
      world.blame(`${this.name} submitted before all of its own was sent`);
    }
    world.tell("the server is asked to submit", op.id, op.base);
    return world.server.submit(op).body;
  }

  /** Type other words where some were refused: nothing is submitted before. */
  typeAnew() {
    const refused = this.outbox.list.operations.filter((op) => op.kind === "save" && op.refused);
    refused.flatMap(({ groups }) => groups).forEach((group) => boxesOf(group).forEach((name) => this.type(group, false, name)));
  }

  submit() {
    this.world.tell(this.name, "submits");
    this.outbox.submit();
  }

  /** Nobody is asked to choose between two words of their own, but where the device still holds what it could not let go of. */
  lookAtClash({ name, theirs }) {
    if (!this.hasFailed && this.own.has(theirs) && !this.world.typedBack.has(theirs) && GROUPS.some(([only, second]) => only === name && !second)) {
      this.world.blame(`${this.name} clashes with its own ${theirs}`);
    }
  }

  /** Type a new word into an input of an answer. */
  type(group, isRefused, name = this.world.among(boxesOf(group))) {
    const { world } = this;
    world.words += 1;
    const word = isRefused && world.isBad ? `refused${world.words}` : `w${world.words}`;
    this.excuse(this.page.get(name));
    this.page.set(name, word);
    this.own.add(word);
    this.see([word]);
    world.tell(this.name, "types", name, word);
    if (word.startsWith("refused")) {
      world.excused.add(`w${world.words}`);
    }
    this.outbox.change([Object.fromEntries(group.map((each) => [each, this.page.get(each) ?? ""]))]);
  }

  /** Put an input back to what stood in it before it was typed in. */
  typeBack(group) {
    const name = this.world.among(boxesOf(group));
    this.excuse(this.page.get(name));
    this.page.set(name, this.outbox.list.stood(name));
    this.world.typedBack.add(this.page.get(name));
    this.see([this.page.get(name)]);
    this.world.tell(this.name, "types back", name, this.page.get(name));
    this.outbox.change([Object.fromEntries(group.map((each) => [each, this.page.get(each) ?? ""]))]);
  }

  /** Whoever writes over a word, or gives it up, knows that they do. */
  excuse(word) {
    if (word) {
      this.world.excused.add(word);
    }
  }

  decide() {
    const clash = this.state.clashes[0];
    if (clash) {
      this.see(Object.values(clash.theirs));
      const isMine = this.world.chance() < 0.5;
      this.world.tell(this.name, "decides", clash, isMine);
      this.outbox.decide(clash.names[0], isMine);
    }
  }

  decideAll() {
    for (let rounds = 0; this.state.clashes.length && rounds < 50; rounds += 1) {
      this.decide();
    }
  }

  async restart() {
    if (!this.state.isLasting) {
      const words = this.outbox.list.operations.flatMap(wordsOf);
      words.filter((word) => !this.durable.has(word)).forEach((word) => this.excuse(word));
    }
    this.world.tell(this.name, "is closed");
    await this.open();
  }

  wordsWithAReason() {
    return [...this.kept.values()].flatMap((op) => (op.refused || op.theirs ? wordsOf(op) : []));
  }

  /** What a page shows is what was typed last, or else what stood at the revision that it says it knows. */
  check() {
    const { list } = this.outbox;
    const stood = this.world.server.entries(list.base);
    for (const name of NAMES) {
      const isTyped = list.operations.some(({ answers }) => name in answers);
      const shown = this.page.get(name) ?? "";
      if (!isTyped && shown !== (stood[name] ?? "")) {
        this.world.blame(`${this.name} shows ${name} as ${shown}, and at ${list.base} there stood ${stood[name]}`);
      }
      if (isTyped && shown !== list.text(name)) {
        this.world.blame(`${this.name} shows ${name} as ${shown}, and ${list.text(name)} is what was typed`);
      }
    }
  }
}

const wordsOf = ({ answers, aside = {} }) => [...Object.values(answers), ...Object.values(aside)];

async function settled() {
  for (let turn = 0; turn < 40; turn += 1) {
    await null;
  }
}
