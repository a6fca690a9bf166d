// Here lives the looking up of what a page is asked for after every key: it is looked up once, and again when elements came
// or went.

/**
 * A function that gives a list by its name; `listed` makes it of the form, for as long as no element comes or goes. What it
 * reads of an element besides must not change while the element is there.
 */
export function prepareFinding(form) {
  const found = new Map();
  const watching = new MutationObserver(forget);
  watching.observe(form, { childList: true, subtree: true });

  function forget(records) {
    if (records.some(({ addedNodes, removedNodes }) => [...addedNodes, ...removedNodes].some(isElement))) {
      found.clear();
    }
  }

  return function find(name, listed) {
    forget(watching.takeRecords());
    if (!found.has(name)) {
      found.set(name, [...listed(form)]);
    }
    return found.get(name);
  };
}

const isElement = ({ nodeType }) => nodeType === Node.ELEMENT_NODE;
