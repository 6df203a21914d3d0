"""The nouns of the field: frozen values that carry where they come from. They know no Excel and no terminal."""
