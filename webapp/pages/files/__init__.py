"""Files that answers name, given out under the draft or the record that names them."""
