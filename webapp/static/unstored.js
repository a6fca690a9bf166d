// Here lives what of a list of operations is not stored yet as it stands, and in which order it is to be.

export class Unstored {
  constructor() {
    this.touched = new Set();
    this.lessened = new Set();
    this.gone = new Set();
  }

  /** An operation holds more than before, or something else. */
  holds(op) {
    this.touched.add(op);
  }

  /** An operation holds less than before. */
  lessens(op) {
    this.lessened.add(op);
  }

  /** An operation is to be stored no more. */
  goes(op) {
    this.gone.add(op);
  }

  /**
   * What has to be stored since this was asked last, in stages: first what only holds more than before, then what also
   * holds less because something of the first holds it now, then what only holds less; `gone` is to be stored no more.
   */
  take() {
    const left = (some, test) => [...some].filter((op) => !this.gone.has(op) && test(op));
    const stages = [
      left(this.touched, (op) => !this.lessened.has(op)),
      left(this.touched, (op) => this.lessened.has(op)),
      left(this.lessened, (op) => !this.touched.has(op)),
    ];
    const gone = [...this.gone];
    [this.touched, this.lessened, this.gone].forEach((each) => each.clear());
    return { stages, gone };
  }
}
