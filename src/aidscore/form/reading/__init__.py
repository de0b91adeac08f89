"""A filled form as the tree of a record, with the places of its cells and the checks of its locked cells."""
